import type { FeatureCollection } from 'geojson'
import { ArrowLeft, FileUp } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { ImportReport } from '../../server/layers/import-file.ts'
import { codedErrorOf, errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { CountRow } from './count-row.tsx'
import type { Layer } from './data-list.tsx'
import { FaultList } from './fault-list.tsx'
import { guessedMapping, type Mapping, readingOf, targetOf } from './mapping.ts'
import { PlaceFields } from './place-fields.tsx'
import { TargetFields } from './target-fields.tsx'
import { type ImportRun, useImport } from './use-import.ts'

const ACCEPTED = '.geojson,.json,.zip,.csv,.txt,.xlsx,.gpkg,.kml,.kmz'

/** From a file to rows on the map: read it, say what it is, try it, bring it in. */
export function ImportPanel({
  layers,
  onPreview,
  onBack,
  onDone,
  onTarget,
}: {
  layers: readonly Layer[]
  onPreview: (features: FeatureCollection) => void
  onBack: () => void
  onDone: (importId: number) => void
  onTarget: (target: Mapping['kind']) => void
}) {
  const t = useTranslations('data')
  const format = useFormatter()
  const say = useToast()
  const { run, start, cancel } = useImport()
  const [file, setFile] = useState<File | null>(null)
  const [looked, setLooked] = useState<ImportReport | null>(null)
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [checked, setChecked] = useState<ImportReport | null>(null)
  const stop = useEffectEvent(cancel)
  useEffect(() => () => stop(), [])

  async function look(next: File, as: Mapping | null) {
    setChecked(null)
    const report = await start(next, { mode: 'inspect', ...(as && readingOf(as)) })
    if (!report) return
    setLooked(report)
    setMapping(as ?? guessedMapping(report, next.name, Date.now().toString(36)))
    onPreview(report.preview)
  }
  function choose(next: File) {
    setFile(next)
    setLooked(null)
    setMapping(null)
    void look(next, null)
  }
  function change(changed: Partial<Mapping>) {
    if (!mapping || !file) return
    const next = { ...mapping, ...changed }
    setMapping(next)
    setChecked(null)
    onTarget(next.kind)
    const isOtherPicture = 'system' in changed || 'geometry' in changed || 'isLatFirst' in changed
    if (isOtherPicture) void look(file, next)
  }
  const target = mapping ? targetOf(mapping) : undefined
  async function send(mode: 'check' | 'load') {
    if (!file || !mapping || !target) return
    const report = await start(file, { mode, ...readingOf(mapping), target })
    if (!report) return
    if (mode === 'check') {
      setChecked(report)
      return
    }
    say({
      kind: 'done',
      title: t('imported', { inserted: report.counts.inserted, changed: report.counts.changed }),
    })
    if (report.importId !== null) onDone(report.importId)
  }
  const isReady = !run.isRunning && target !== undefined && (looked?.counts.good ?? 0) > 0
  return (
    <>
      <header className="flex items-center gap-1 border-b py-2 pr-4 pl-2">
        <Button look="quiet" size="icon" onClick={onBack} aria-label={t('back')}>
          <ArrowLeft aria-hidden className="size-4" />
        </Button>
        <h1 className="text-base font-semibold">{t('importFile')}</h1>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4">
        <FileField file={file} onFile={choose} />
        {run.isRunning && run.mode === 'inspect' && (
          <p role="status" className="animate-breathe text-muted">
            {t('reading')}
          </p>
        )}
        {run.error !== null && <Refusal run={run} />}
        {looked && mapping && file && (
          <>
            <p className="-mt-2 text-muted">
              {t('rowsRead', {
                format: looked.source.format.toUpperCase(),
                rows: looked.counts.rows,
                columns: looked.source.columns.length,
              })}
            </p>
            <PlaceFields report={looked} mapping={mapping} onChange={change} />
            <TargetFields report={looked} mapping={mapping} layers={layers} onChange={change} />
            {checked ? (
              <Checked report={checked} fileName={file.name} />
            ) : (
              looked.faults.length > 0 && (
                <section className="border-t pt-4">
                  <FaultList faults={looked.faults} fileName={file.name} />
                </section>
              )
            )}
          </>
        )}
      </div>
      {looked && (
        <footer className="border-t px-4 py-3">
          {run.isRunning && run.progress && run.mode !== 'inspect' && (
            <div role="status" className="pb-2">
              <p className="pb-1 text-muted">
                {run.progress.stage === 'read'
                  ? t('reading')
                  : t(run.mode === 'load' ? 'loading' : 'checking', {
                      done: format.number(run.progress.done),
                      total: format.number(run.progress.total),
                    })}
              </p>
              <progress
                className="h-1.5 w-full accent-(--accent)"
                value={run.progress.done}
                max={Math.max(1, run.progress.total)}
              />
            </div>
          )}
          <div className="flex justify-end gap-2">
            <Button
              size="medium"
              look={checked ? 'plain' : 'primary'}
              data-act="check"
              disabled={!isReady}
              onClick={() => void send('check')}
            >
              {t('check')}
            </Button>
            {checked && (
              <Button
                size="medium"
                look="primary"
                data-act="load"
                disabled={!isReady || checked.counts.good === 0}
                onClick={() => void send('load')}
              >
                {t('load', { n: checked.counts.good })}
              </Button>
            )}
          </div>
        </footer>
      )}
    </>
  )
}

/** The outcome of a dry run. It stands below a long form, and would come unseen. */
function Checked({ report, fileName }: { report: ImportReport; fileName: string }) {
  const t = useTranslations('data')
  const section = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report is to be seen as well
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'start' })
  }, [report])
  return (
    <section ref={section} className="flex flex-col gap-3 border-t pt-4" data-step="checked">
      <p className="font-medium">{t('checked')}</p>
      <CountRow counts={report.counts} />
      <FaultList faults={report.faults} fileName={fileName} />
    </section>
  )
}

function FileField({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const t = useTranslations('data')
  const id = useId()
  const [isOver, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the field inside is the other
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const dropped = event.dataTransfer.files[0]
        if (dropped) onFile(dropped)
      }}
      className={classNames(
        'rounded-lg border border-dashed border-line-strong px-4',
        file ? 'flex items-center gap-3 py-2.5' : 'flex flex-col items-center gap-2 py-8 text-center',
        isOver && 'border-accent bg-accent-soft',
      )}
    >
      <FileUp aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
      {file ? (
        <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
      ) : (
        <span>{t('dropHere')}</span>
      )}
      <input
        id={id}
        type="file"
        accept={ACCEPTED}
        className="peer sr-only"
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen) onFile(chosen)
          // The same file again, mended on the disk, is a choice too.
          event.target.value = ''
        }}
      />
      <label
        htmlFor={id}
        className="inline-flex h-9 shrink-0 cursor-pointer items-center rounded-md border bg-panel px-3 peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:bg-hover pointer-coarse:min-h-11"
      >
        {t(file ? 'otherFile' : 'chooseFile')}
      </label>
      {!file && <span className="text-muted">{t('formats')}</span>}
    </div>
  )
}

/** What was refused, why, and what was expected; nothing has changed. */
function Refusal({ run }: { run: ImportRun }) {
  const t = useTranslations('data')
  const { locale } = usePreferences()
  const { code } = codedErrorOf(run.error)
  const { expected } = (run.error as { data?: { coded?: { expected?: string } } }).data?.coded ?? {}
  return (
    <div
      role="alert"
      data-refusal={code}
      className="rounded-md border border-overdue bg-overdue-soft px-3 py-2"
    >
      <p className="font-medium">{t(run.mode === 'inspect' ? 'failedFile' : 'failedImport')}</p>
      <p>{errorTextOf(run.error, locale)}</p>
      {expected && <p className="text-muted">{t('expected', { text: expected })}</p>}
    </div>
  )
}
