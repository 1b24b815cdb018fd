import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { BasisImport, ImportReport } from '../../server/basis/exchange/import-basis.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { ChangeList } from './change-list.tsx'
import { postImport } from './post-text.ts'

const KINDS = ['duties', 'links', 'dictionary', 'checklists', 'pack', 'indices'] as const satisfies readonly (
  | BasisImport
  | 'indices'
)[]
const FAULTS_SHOWN = 50

/** The duty list, the links and the whole basis as files; what comes in is tried first, and told row by row. */
export function ExchangeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const client = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [what, setWhat] = useState<(typeof KINDS)[number]>('duties')
  const [file, setFile] = useState<File | null>(null)
  const run = useMutation({
    mutationFn: ({ body, isTrial }: { body: File; isTrial: boolean }) =>
      postImport(what as BasisImport, body, isTrial, locale),
    onSuccess(report) {
      if (!report.isTrial) void client.invalidateQueries({ queryKey: [['basis']] })
      if (!report.isTrial) void client.invalidateQueries({ queryKey: api.categories.list.queryKey() })
    },
  })
  const report = run.data
  const formats = what === 'pack' ? (['json'] as const) : (['xlsx', 'csv'] as const)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('exchange')}
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <div className="grid gap-4">
        <div role="radiogroup" aria-label={t('exchange')} className="flex flex-wrap gap-2">
          {KINDS.map((kind) => (
            <Button
              key={kind}
              role="radio"
              aria-checked={what === kind}
              look={what === kind ? 'primary' : 'plain'}
              onClick={() => {
                setWhat(kind)
                setFile(null)
                run.reset()
              }}
            >
              {t(`exchangeOf.${kind}`)}
            </Button>
          ))}
        </div>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="text-muted">{t('export')}</span>
          {formats.map((format) => (
            <a
              key={format}
              href={`/api/basis/export?what=${what}&format=${format}`}
              download
              className="text-accent underline underline-offset-4"
            >
              {format.toUpperCase()}
            </a>
          ))}
        </p>
        {what === 'indices' && <p className="border-t pt-3 text-muted">{t('indicesOut')}</p>}
        {permissions.includes('basis.edit') && what !== 'indices' && (
          <div className="grid gap-2 border-t pt-3">
            <div className="flex flex-wrap items-center gap-3">
              <Button disabled={run.isPending} onClick={() => picker.current?.click()}>
                {t('importTry')}
              </Button>
              <span className="text-muted">{file ? file.name : t('importHint')}</span>
              <input
                ref={picker}
                type="file"
                accept={what === 'pack' ? '.json' : '.xlsx,.csv'}
                className="sr-only"
                tabIndex={-1}
                aria-label={t('importTry')}
                onChange={(event) => {
                  const chosen = event.target.files?.[0]
                  event.target.value = ''
                  if (!chosen) return
                  setFile(chosen)
                  run.mutate({ body: chosen, isTrial: true })
                }}
              />
            </div>
            {run.isPending && <p role="status">{t('reading')}</p>}
            {run.error && (
              <p role="alert" className="text-overdue">
                {run.error.message}
              </p>
            )}
            {report && <Report report={report} />}
            {report?.isTrial && file && countOf(report) > 0 && (
              <Button
                look="primary"
                className="justify-self-start"
                disabled={run.isPending}
                onClick={() => run.mutate({ body: file, isTrial: false })}
              >
                {t(what === 'links' || what === 'pack' ? 'importApply' : 'importPropose', {
                  n: countOf(report),
                })}
              </Button>
            )}
          </div>
        )}
        {permissions.includes('basis.edit') && <ChangeList />}
      </div>
    </Dialog>
  )
}

function countOf({ added, changed, removed }: ImportReport): number {
  return added + changed + removed
}

function Report({ report }: { report: ImportReport }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  return (
    <div data-report={report.isTrial ? 'trial' : 'done'} className="grid gap-2">
      <p role="status" className="font-medium">
        {t(report.isTrial ? 'wouldChange' : report.isProposed ? 'proposedChange' : 'didChange', {
          added: report.added,
          changed: report.changed,
          removed: report.removed,
          unchanged: report.unchanged,
          faults: report.faults.length,
        })}
      </p>
      {report.faults.length > 0 && (
        <ul className="max-h-40 overflow-y-auto border-l-2 pl-3">
          {report.faults.slice(0, FAULTS_SHOWN).map(({ row, field, code, zh, en }) => (
            <li key={`${row}/${field}/${code}`} className="text-near">
              {t('faultAt', { row: row ?? 0, field: field ?? '' })} {locale === 'zh' ? zh : en}
            </li>
          ))}
        </ul>
      )}
      {report.changes.length > 0 && (
        <ul className="max-h-48 overflow-y-auto border-l-2 pl-3">
          {report.changes.map(({ kind, what, from, to }) => (
            <li key={`${kind}/${what}`}>
              <span className={kind === 'removed' ? 'text-overdue' : 'text-muted'}>
                {t(`change.${kind}`)}
              </span>{' '}
              {what}: {from && <del className="text-muted">{from}</del>} {to}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
