import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { type SyntheticEvent, useRef, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Input } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'

/** Lines that handing over writes by itself. */
const automatic = ['given', 'taken'] as const

/** The shift's log, the newest first; a line may name a case, which the shift then watches. */
export function DutyLog({
  lines,
  onWritten,
}: {
  lines: Outputs['shifts']['now']['log']
  onWritten: () => void
}) {
  const t = useTranslations('handover')
  const format = useFormatter()
  const { locale } = usePreferences()
  const [text, setText] = useState('')
  const [caseNumber, setCaseNumber] = useState('')
  // The same line sent again after a lost answer is written once.
  const pending = useRef<{ said: string; key: string } | null>(null)
  const write = useMutation(useApi().shifts.log.mutationOptions())
  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (text.trim() === '' || write.isPending) return
    const said = JSON.stringify([text, caseNumber])
    if (pending.current?.said !== said) pending.current = { said, key: newKey() }
    write.mutate(
      { idempotencyKey: pending.current.key, text: text.trim(), caseNumber: caseNumber.trim() },
      {
        onSuccess() {
          pending.current = null
          setText('')
          setCaseNumber('')
          onWritten()
        },
        onError(error) {
          if (codedErrorOf(error).code !== 'UNREACHABLE') pending.current = null
        },
      },
    )
  }
  return (
    <section aria-label={t('log')} className="rounded-lg border bg-panel p-4">
      <h2 className="mb-2 font-semibold">{t('log')}</h2>
      <form onSubmit={submit} className="flex flex-wrap gap-2 print:hidden" data-form="log">
        <Input
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('logText')}
          aria-label={t('logText')}
          className="min-w-56 flex-1"
        />
        <Input
          value={caseNumber}
          maxLength={64}
          onChange={(event) => setCaseNumber(event.target.value)}
          placeholder={t('logCase')}
          aria-label={t('logCase')}
          className="w-56"
        />
        <Button type="submit" size="medium" disabled={write.isPending || text.trim() === ''}>
          {t('logWrite')}
        </Button>
      </form>
      {write.error && (
        <p role="alert" className="mt-1 text-overdue">
          {errorTextOf(write.error, locale)}
        </p>
      )}
      {lines.length === 0 && <p className="mt-2 text-muted">{t('noLog')}</p>}
      <ol className="mt-2">
        {lines.map((line) => (
          <li
            key={line.logId}
            data-cause={line.cause}
            className="flex flex-wrap items-baseline gap-x-3 border-t py-1.5 first:border-t-0"
          >
            <time dateTime={line.at} className="text-muted tabular-nums">
              {format.dateTime(new Date(line.at), 'moment')}
            </time>
            <span className="min-w-0 flex-1 whitespace-pre-wrap">
              {automatic.find((code) => line.text === `@${code}`)
                ? t(`auto.${line.text.slice(1) as (typeof automatic)[number]}`)
                : inLocale(locale, line.text, line.textEn)}{' '}
              {line.caseId !== null && (
                <Link href={`/cases/${line.caseId}`} className="text-accent tabular-nums">
                  {line.caseNumber}
                </Link>
              )}
            </span>
            <span className="text-muted">{line.cause === '' ? line.byName : t('byItself')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
