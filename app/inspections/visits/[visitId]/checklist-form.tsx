'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Camera } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../../../_i18n/locale.ts'
import { useApi } from '../../../_trpc/api.ts'
import { errorTextOf } from '../../../_trpc/coded-error.ts'
import { Button } from '../../../_ui/button.tsx'
import { classNames } from '../../../_ui/class-names.ts'
import { Field, TextArea } from '../../../_ui/field.tsx'
import { newKey } from '../../../_ui/new-key.ts'
import { usePreferences } from '../../../_ui/preferences.tsx'
import { useToast } from '../../../_ui/toasts.tsx'
import type { Visit } from '../../outputs.ts'
import { sendVisitPhotos } from './send-visit-photos.ts'

const results = ['pass', 'problem', 'none'] as const
type Answer = { readonly result?: (typeof results)[number]; readonly note: string }
const noAnswer: Answer = { note: '' }

/** 检查单: one of three answers a check; what is wrong takes words, and a photo if there is one. */
export function ChecklistForm({ visit }: { visit: Visit }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const fill = useMutation(api.inspections.fill.mutationOptions())
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [key, setKey] = useState(newKey)
  const answerOf = (code: string) => answers[code] ?? noAnswer
  const change = (code: string, changed: Answer) => setAnswers((before) => ({ ...before, [code]: changed }))
  const missing = visit.checklist.filter(({ code }) => !answerOf(code).result).length
  const needsNote = ({ result, note: words }: Answer) => result === 'problem' && words.trim() === ''

  function submit() {
    setChecked(true)
    if (missing > 0 || visit.checklist.some(({ code }) => needsNote(answerOf(code)))) return
    fill.mutate(
      {
        visitId: visit.visitId,
        idempotencyKey: key,
        note: note.trim(),
        answers: visit.checklist.map(({ code }) => ({
          code,
          result: answerOf(code).result ?? 'none',
          note: answerOf(code).note.trim(),
        })),
      },
      {
        onSuccess({ cases }) {
          say({
            kind: 'done',
            title: cases.length > 0 ? t('submittedCases', { count: cases.length }) : t('submitted'),
          })
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
        },
        onError(error) {
          setKey(newKey())
          say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
        },
      },
    )
  }
  async function takePhotos(code: string, files: FileList | null) {
    if (!files || files.length === 0) return
    const refusal = await sendVisitPhotos(visit.visitId, code, [...files], locale)
    if (refusal) say({ kind: 'failed', title: t('failed'), detail: refusal })
    void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
  }
  return (
    <section className="flex flex-col gap-5">
      {visit.checklist.map((check) => {
        const answer = answerOf(check.code)
        const photoCount = visit.photos.filter(({ checkCode }) => checkCode === check.code).length
        return (
          <fieldset key={check.code} data-check={check.code} className="flex flex-col gap-2">
            <legend className="mb-2 font-medium">{inLocale(locale, check.zh, check.en)}</legend>
            <div className="grid grid-cols-3 gap-2">
              {results.map((result) => (
                <button
                  key={result}
                  type="button"
                  data-answer={result}
                  aria-pressed={answer.result === result}
                  onClick={() => change(check.code, { ...answer, result })}
                  className={classNames(
                    'min-h-12 rounded-xl border px-1 font-medium',
                    answer.result !== result
                      ? 'border-line-strong'
                      : result === 'problem'
                        ? 'border-overdue bg-overdue-soft text-overdue'
                        : 'border-accent bg-accent-soft text-accent',
                  )}
                >
                  {t(`answer.${result}`)}
                </button>
              ))}
            </div>
            {answer.result === 'problem' && (
              <>
                <Field
                  label={t('problemNote')}
                  isRequired
                  error={isChecked && needsNote(answer) ? t('noteMissing') : undefined}
                >
                  {(props) => (
                    <TextArea
                      {...props}
                      value={answer.note}
                      maxLength={1000}
                      className="text-base"
                      onChange={(event) => change(check.code, { ...answer, note: event.target.value })}
                    />
                  )}
                </Field>
                <label className="flex min-h-11 items-center gap-2 self-start rounded-xl border border-line-strong px-4 focus-within:outline-2 focus-within:outline-accent">
                  <Camera aria-hidden className="size-5" />
                  {photoCount > 0 ? t('photoCount', { count: photoCount }) : t('photo')}
                  <input
                    type="file"
                    accept="image/*"
                    capture="environment"
                    multiple
                    className="sr-only"
                    onChange={(event) => {
                      void takePhotos(check.code, event.target.files)
                      event.target.value = ''
                    }}
                  />
                </label>
              </>
            )}
          </fieldset>
        )
      })}
      <Field label={t('note')}>
        {(props) => (
          <TextArea
            {...props}
            value={note}
            maxLength={2000}
            className="text-base"
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {isChecked && missing > 0 && (
        <p role="alert" className="text-overdue">
          {t('answerMissing', { count: missing })}
        </p>
      )}
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        data-act="submit"
        disabled={fill.isPending}
        onClick={submit}
      >
        {t('submit')}
      </Button>
    </section>
  )
}
