import { X } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { AcceptForm } from './accept-form.tsx'
import { DismissForm } from './dismiss-form.tsx'
import { EvidenceChart } from './evidence-chart.tsx'
import { useReason } from './use-reason.ts'

type Detail = Outputs['ahead']['get']
const shownRows = 12
/** As many as an address holds. */
const mostIds = 100

/** One candidate: why, the figures as a picture, the cases or parts behind it, and what is done about it. */
export function CandidatePanel({
  candidate,
  error,
  onRetry,
  asked,
  onAsk,
  canDecide,
  onDecided,
  onClose,
}: {
  candidate: Detail | undefined
  error: unknown
  onRetry: () => void
  asked: 'accept' | 'dismiss' | null
  onAsk: (asked: 'accept' | 'dismiss' | null) => void
  canDecide: boolean
  onDecided: () => void
  onClose: () => void
}) {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { reasonOf, formulaOf } = useReason()
  const close = (
    <Button look="quiet" size="icon" aria-label={t('close')} onClick={onClose}>
      <X aria-hidden className="size-4" />
    </Button>
  )
  if (!candidate)
    return (
      <div className="p-4">
        <div className="flex justify-end">{close}</div>
        {error ? (
          <FailedNote error={error} onRetry={onRetry} />
        ) : (
          <div className="grid gap-3" aria-busy="true">
            <Skeleton className="h-6 w-48" />
            <Skeleton className="h-20" />
            <Skeleton className="h-28" />
          </div>
        )}
      </div>
    )
  const day = (text: string) => format.dateTime(new Date(text), 'dayOfYear')
  return (
    <section data-panel={candidate.candidateId} aria-label={t(`detector.${candidate.detector}`)}>
      <header className="sticky top-0 z-10 flex items-start gap-2 border-b bg-panel px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <p className="text-muted">
            {t(`detector.${candidate.detector}`)} · {t(`task.${candidate.task}`)} ·{' '}
            {t(`state.${candidate.state}`)}
          </p>
          <h2 className="text-base font-semibold">
            {inLocale(locale, candidate.categoryName, candidate.categoryNameEn) || t('uncategorized')}
          </h2>
          <p className="text-muted">
            {inLocale(locale, candidate.dutyGridName, candidate.dutyGridNameEn)}
            {candidate.unitGridCode && ` · ${candidate.unitGridCode}`}
          </p>
        </div>
        {close}
      </header>
      <div className="grid gap-4 p-4">
        <p>{reasonOf(candidate)}</p>
        <EvidenceChart candidate={candidate} />
        <details>
          <summary className="cursor-pointer text-muted">{t('formula')}</summary>
          <p className="mt-1">{formulaOf(candidate)}</p>
          <p className="text-muted">{t('found', { time: day(candidate.foundAt) })}</p>
        </details>
        <Outcome candidate={candidate} />
        {canDecide && candidate.state === 'candidate' && asked === null && (
          <div className="flex gap-2">
            <Button look="primary" hotkey="A" onClick={() => onAsk('accept')} data-action="accept">
              {t('accept')}
            </Button>
            <Button hotkey="X" onClick={() => onAsk('dismiss')} data-action="dismiss">
              {t('dismiss')}
            </Button>
          </div>
        )}
        {canDecide && candidate.state === 'accepted' && asked === null && (
          <div>
            <Button onClick={() => onAsk('dismiss')}>{t('dismiss')}</Button>
          </div>
        )}
        {asked === 'accept' && candidate.state === 'candidate' && (
          <AcceptForm candidate={candidate} onDone={onDecided} onCancel={() => onAsk(null)} />
        )}
        {asked === 'dismiss' && (candidate.state === 'candidate' || candidate.state === 'accepted') && (
          <DismissForm candidate={candidate} onDone={onDecided} onCancel={() => onAsk(null)} />
        )}
        {candidate.cases.length > 0 && (
          <Rows
            title={t('cases', { count: candidate.cases.length })}
            aside={
              <Link
                href={`/desk?open=all&ids=${candidate.cases
                  .slice(0, mostIds)
                  .map(({ caseId }) => caseId)
                  .join('.')}`}
                className="text-accent hover:underline"
              >
                {t('openCases')}
              </Link>
            }
            more={candidate.cases.length - shownRows}
          >
            {candidate.cases.slice(0, shownRows).map((one) => (
              <li key={one.caseId} data-case={one.caseId} className="flex gap-2 border-b py-1 last:border-0">
                <Link href={`/cases/${one.caseId}`} className="shrink-0 tabular-nums hover:text-accent">
                  {format.dateTime(new Date(one.at), 'momentOfYear')}
                </Link>
                <span className="min-w-0 flex-1 truncate text-muted">{one.address || one.number}</span>
              </li>
            ))}
          </Rows>
        )}
        {candidate.parts.length > 0 && <PartRows candidate={candidate} />}
      </div>
    </section>
  )
}

function PartRows({ candidate }: { candidate: Detail }) {
  const t = useTranslations('ahead')
  const conditions = useTranslations('vocabulary.condition')
  return (
    <Rows title={t('parts', { count: candidate.parts.length })} more={candidate.parts.length - shownRows}>
      {candidate.parts.slice(0, shownRows).map((part) => (
        <li key={part.partId} className="flex gap-2 border-b py-1 last:border-0">
          <span className="min-w-0 flex-1 truncate">{part.address || part.code}</span>
          <span
            className={part.condition === 'poor' || part.condition === 'missing' ? 'text-near' : 'text-muted'}
          >
            {conditions(part.condition)}
          </span>
          {part.installedOn && (
            <span className="shrink-0 text-muted">
              {t('installed', { year: part.installedOn.slice(0, 4) })}
            </span>
          )}
        </li>
      ))}
    </Rows>
  )
}

function Rows({
  title,
  aside,
  more,
  children,
}: {
  title: string
  aside?: ReactNode
  more: number
  children: ReactNode
}) {
  const t = useTranslations('ahead')
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        {aside}
      </div>
      <ul>{children}</ul>
      {more > 0 && <p className="pt-1 text-muted">{t('more', { count: more })}</p>}
    </div>
  )
}

/** Whose task it is, or how it ended. */
function Outcome({ candidate }: { candidate: Detail }) {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { state, dueAt, acceptedBy, finding, closedBy, note, caseId } = candidate
  if (state === 'candidate') return null
  const assignee =
    inLocale(locale, candidate.personName, candidate.personNameEn) ||
    inLocale(locale, candidate.departmentName, candidate.departmentNameEn)
  const day = (text: string) => format.dateTime(new Date(text), 'day')
  return (
    <div className="rounded-md border p-3" data-outcome={state}>
      {assignee && (
        <p>
          {t('assignedTo', { name: assignee })}
          {dueAt && ` · ${t('dueAt', { time: day(dueAt) })}`}
        </p>
      )}
      {acceptedBy !== null && (
        <p className="text-muted">{acceptedBy === '' ? t('bySwitch') : t('by', { name: acceptedBy })}</p>
      )}
      {finding && <p className={finding === 'found' ? 'text-near' : ''}>{t(`finding.${finding}`)}</p>}
      {closedBy && <p className="text-muted">{note ? t('closedBy', { name: closedBy, note }) : closedBy}</p>}
      {caseId !== null && (
        <Link href={`/cases/${caseId}`} className="text-accent hover:underline">
          {t('ownCase')}
        </Link>
      )}
    </div>
  )
}
