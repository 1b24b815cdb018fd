import { useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn, SlidersHorizontal } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { AreaOptions } from '../_ui/area-options.tsx'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { type AheadSearch, detectors, states } from './search-params.ts'
import { useReason } from './use-reason.ts'

type Listed = Outputs['ahead']['list']

/** By detector, the strongest first, each with why. */
export function CandidateList({
  search,
  data,
  error,
  onRetry,
  onChange,
  onOpen,
  onAcceptAll,
}: {
  search: AheadSearch
  data: Listed | undefined
  error: unknown
  onRetry: () => void
  onChange: (change: Partial<AheadSearch>) => void
  onOpen: (candidateId: number) => void
  onAcceptAll: (() => void) | undefined
}) {
  const t = useTranslations('ahead')
  const { data: areas } = useQuery({
    ...useApi().areas.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const countOf = (detector: (typeof detectors)[number] | null) =>
    data?.counts
      .filter((row) => row.state === search.state && (detector === null || row.detector === detector))
      .reduce((sum, { n }) => sum + n, 0) ?? 0
  const isOpenState = search.state === 'candidate' || search.state === 'accepted'
  return (
    <>
      <header className="border-b px-4 pt-3 pb-2">
        <div className="flex items-center gap-1">
          <h1 className="min-w-0 flex-1 text-base font-semibold">{t('title')}</h1>
          <Button look="quiet" onClick={() => onChange({ view: 'record' })} data-action="record">
            <ChartNoAxesColumn aria-hidden className="size-4" />
            {t('record')}
          </Button>
          <Button look="quiet" onClick={() => onChange({ view: 'settings' })} data-action="settings">
            <SlidersHorizontal aria-hidden className="size-4" />
            {t('steer')}
          </Button>
        </div>
        <p className="hidden text-muted md:block">{t('lead')}</p>
        <div className="mt-2 grid grid-cols-2 gap-2">
          <Select
            aria-label={t('stateField')}
            value={search.state}
            className="h-8"
            onChange={(event) =>
              onChange({
                state: states.find((state) => state === event.target.value) ?? 'candidate',
                finding: null,
                candidateId: null,
              })
            }
          >
            {states.map((state) => (
              <option key={state} value={state}>
                {t(`state.${state}`)}
              </option>
            ))}
          </Select>
          <Select
            aria-label={t('area')}
            value={search.areaId ?? ''}
            className="h-8"
            onChange={(event) =>
              onChange({ areaId: event.target.value === '' ? null : Number(event.target.value) })
            }
          >
            <option value="">{t('everyArea')}</option>
            <AreaOptions areas={areas} />
          </Select>
        </div>
      </header>
      <fieldset
        className="flex shrink-0 gap-1.5 overflow-x-auto border-b px-3 py-2 md:flex-wrap"
        aria-label={t('listLabel')}
      >
        {[null, ...detectors].map((detector) => (
          <button
            key={detector ?? 'all'}
            type="button"
            data-detector={detector ?? 'all'}
            aria-pressed={search.detector === detector}
            onClick={() => onChange({ detector, candidateId: null })}
            className={classNames(
              'h-7 shrink-0 rounded-full border px-2.5 whitespace-nowrap tabular-nums pointer-coarse:min-h-11',
              search.detector === detector
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'text-muted hover:bg-hover',
            )}
          >
            {detector === null ? t('all') : t(`detector.${detector}`)}
            {isOpenState && data && <span className="ml-1">{countOf(detector)}</span>}
          </button>
        ))}
      </fieldset>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && !data ? (
          <FailedNote error={error} onRetry={onRetry} />
        ) : !data ? (
          <div className="grid gap-3 p-4" aria-busy="true">
            {[1, 2, 3, 4].map((row) => (
              <Skeleton key={row} className="h-14" />
            ))}
          </div>
        ) : data.candidates.length === 0 ? (
          <StateNote kind="empty" title={t('none')}>
            {t('noneDetail')}
          </StateNote>
        ) : (
          <ul>
            {data.candidates.map((candidate) => (
              <Row
                key={candidate.candidateId}
                candidate={candidate}
                isSelected={candidate.candidateId === search.candidateId}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
      </div>
      <footer className="flex items-center gap-2 border-t px-4 py-2">
        <span className="hidden min-w-0 flex-1 text-xs text-faint md:block">{t('keys')}</span>
        {onAcceptAll && data && data.candidates.length > 0 && (
          <Button onClick={onAcceptAll} data-action="accept-all">
            {t('acceptAll', { count: Math.min(200, data.candidates.length) })}
          </Button>
        )}
      </footer>
    </>
  )
}

function Row({
  candidate,
  isSelected,
  onOpen,
}: {
  candidate: Listed['candidates'][number]
  isSelected: boolean
  onOpen: (candidateId: number) => void
}) {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { reasonOf } = useReason()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const name =
    inLocale(locale, candidate.categoryName, candidate.categoryNameEn) || t(`detector.${candidate.detector}`)
  const grid = inLocale(locale, candidate.dutyGridName, candidate.dutyGridNameEn)
  return (
    <li ref={row} className="border-b last:border-b-0">
      <button
        type="button"
        data-candidate={candidate.candidateId}
        aria-current={isSelected}
        onClick={() => onOpen(candidate.candidateId)}
        className={classNames(
          'block w-full px-4 py-2 text-left hover:bg-hover',
          isSelected && 'bg-accent-soft hover:bg-accent-soft',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 font-medium md:truncate" title={`${name} ${grid}`}>
            {name}
            <span className="ml-2 font-normal text-muted">{grid}</span>
          </span>
          <span className="shrink-0 text-muted tabular-nums" title={t('formula')}>
            {t('timesThreshold', {
              times: format.number(candidate.score, { maximumFractionDigits: candidate.score < 10 ? 1 : 0 }),
            })}
          </span>
        </span>
        <span className="line-clamp-2 text-muted">{reasonOf(candidate)}</span>
        {candidate.finding && (
          <span className={candidate.finding === 'found' ? 'text-near' : 'text-muted'}>
            {t(`finding.${candidate.finding}`)}
          </span>
        )}
      </button>
    </li>
  )
}
