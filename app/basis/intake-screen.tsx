'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Field, Select, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import type { Head } from './coding-types.ts'
import { HeadForm } from './head-form.tsx'
import { postDraft, postText, type Reading } from './post-text.ts'

const MAX_BYTES = 10 * 1024 * 1024

/** Takes in a regulation: paste or upload, see how it splits, say what it is, keep it as a draft. */
export function IntakeScreen({
  regulations,
  onBack,
  onKept,
}: {
  regulations: Outputs['basis']['regulations']
  onBack: () => void
  onKept: (regulationId: number) => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [reading, setReading] = useState<Reading | null>(null)
  const [head, setHead] = useState<Head | null>(null)
  const [code, setCode] = useState('')
  const [isOver, setOver] = useState(false)
  const codes = [...new Map(regulations.map((regulation) => [regulation.code, regulation])).values()]

  const read = useMutation({
    mutationFn({ body, name }: { body: Blob; name: string }) {
      if (body.size > MAX_BYTES) throw new Error(t('tooLarge'))
      return postText(body, name, locale)
    },
    onSuccess(answer) {
      const { level, title, documentNumber, issuer, issuedOn, effectiveOn } = answer.summary.head
      setReading(answer)
      setText(answer.text)
      setHead({ level, title, documentNumber, issuer, issuedOn, effectiveOn: effectiveOn ?? '' })
      setCode(codes.find((one) => one.title === title)?.code ?? '')
    },
  })
  const keep = useMutation({
    mutationFn: (kept: Head) => postDraft(code ? { ...kept, code } : kept, text, locale),
    onSuccess({ regulationId }) {
      void client.invalidateQueries({ queryKey: api.basis.regulations.queryKey() })
      onKept(regulationId)
    },
  })
  function take(file: File | undefined) {
    if (file) read.mutate({ body: file, name: file.name })
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  const canKeep = head !== null && head.title.trim() !== '' && head.effectiveOn !== ''
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-5xl grid-cols-1 gap-4 px-6 py-5 max-md:px-4">
        <header>
          <Button look="quiet" className="-ml-2" onClick={onBack}>
            <ArrowLeft aria-hidden className="size-4" />
            {t('back')}
          </Button>
          <h2 className="mt-1 text-xl font-semibold">{t('intake')}</h2>
          <p className="text-muted">{t('intakeDetail')}</p>
        </header>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to what the button does */}
        <div
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={classNames('grid gap-2 rounded-lg border p-3', isOver && 'border-accent bg-accent-soft')}
        >
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => picker.current?.click()} disabled={read.isPending}>
              <Upload aria-hidden className="size-4" />
              {t('upload')}
            </Button>
            <span className="text-muted">{t('uploadHint')}</span>
            <input
              ref={picker}
              type="file"
              accept=".txt,.docx,.pdf,text/plain,application/pdf"
              className="sr-only"
              aria-label={t('upload')}
              tabIndex={-1}
              onChange={(event) => {
                take(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </div>
          <TextArea
            lang="zh"
            aria-label={t('pasteLabel')}
            placeholder={t('paste')}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setReading(null)
            }}
            className="min-h-64"
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              look={reading ? 'plain' : 'primary'}
              disabled={text.trim() === '' || read.isPending}
              onClick={() => read.mutate({ body: new Blob([text]), name: 'paste.txt' })}
            >
              {read.isPending ? t('reading') : t('split')}
            </Button>
            {read.error && !read.isPending && (
              <span role="alert" className="text-overdue">
                {read.error.message}
              </span>
            )}
          </div>
        </div>
        {reading && head && (
          <>
            <Summary reading={reading} />
            <section className="grid gap-3 border-t pt-4">
              <h3 className="font-semibold">{t('what')}</h3>
              <Field label={t('newOrVersion')} hint={code ? t('versionHint') : t('newHint')}>
                {(props) => (
                  <Select {...props} value={code} onChange={(event) => setCode(event.target.value)}>
                    <option value="">{t('newRegulation')}</option>
                    {codes.map((one) => (
                      <option key={one.code} value={one.code}>
                        {t('newVersionOf', { name: `${one.code} ${one.title}` })}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <HeadForm head={head} onChange={setHead} />
              <div className="flex flex-wrap items-center gap-3">
                <Button
                  look="primary"
                  size="medium"
                  disabled={!canKeep || keep.isPending}
                  onClick={() => keep.mutate(head)}
                >
                  {t('keepDraft')}
                </Button>
                {!canKeep && <span className="text-muted">{t('needHead')}</span>}
                {keep.error && !keep.isPending && (
                  <span role="alert" className="text-overdue">
                    {keep.error.message}
                  </span>
                )}
              </div>
            </section>
          </>
        )}
      </div>
    </div>
  )
}

function Summary({ reading: { summary, encoding } }: { reading: Reading }) {
  const t = useTranslations('basis')
  const { articles, clauses, items, duties, bans, penalties, gaps, sample } = summary
  return (
    <section data-summary className="grid min-w-0 grid-cols-1 gap-1">
      <h3 className="font-semibold">{t('splitInto', { articles, clauses, items })}</h3>
      <p className="text-muted">
        {t('marked', { duties, bans, penalties })}
        {encoding === 'gb18030' && ` · ${t('readAsGbk')}`}
      </p>
      {gaps.length > 0 && <p className="text-near">{t('gaps', { list: gaps.slice(0, 8).join(', ') })}</p>}
      <ul lang="zh" className="mt-1 border-l-2 pl-3 text-muted">
        {sample.map(({ key, label, text }) => (
          <li key={key} className="truncate">
            <span className="text-ink">{label}</span> {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
