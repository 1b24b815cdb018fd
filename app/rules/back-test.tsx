import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { CityMap } from '../_map/city-map.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import type { Draft } from './use-draft.ts'
import { outcomeWords } from './words.ts'

type Run = NonNullable<Outputs['rules']['backTest']>
type Case = NonNullable<Run['result']>['cases'][number]

const PERIODS = [7, 30, 90, 365] as const
const POLL_MILLISECONDS = 700
const CASES_SHOWN = 50
const overlays = ['areas'] as const

/** The cases of the last days put to the draft and to the version in force: what would have differed, and where. */
export function BackTest({ draft, version, isKept }: { draft: Draft; version: number; isKept: boolean }) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const [days, setDays] = useState<number>(30)
  const start = useMutation(api.rules.startBackTest.mutationOptions())
  const options = api.rules.backTest.queryOptions({ draftId: draft.draftId })
  const run = useQuery({
    ...options,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MILLISECONDS : false),
  })
  const shown = run.data ?? null
  const [startedVersion, setStartedVersion] = useState<number | null>(null)
  const isOutdated = startedVersion === null ? shown?.isOutdated : startedVersion !== version
  return (
    <section className="border-t px-4 py-3" aria-label={t('backTest')}>
      <h3 className="pb-1 font-semibold">{t('backTest')}</h3>
      <div className="flex items-center gap-2">
        <Select
          className="w-auto"
          aria-label={t('period')}
          value={days}
          onChange={({ target }) => setDays(Number(target.value))}
        >
          {PERIODS.map((n) => (
            <option key={n} value={n}>
              {t('lastDays', { n })}
            </option>
          ))}
        </Select>
        <Button
          data-run-back-test
          disabled={!isKept || start.isPending || shown?.state === 'running'}
          onClick={() =>
            start.mutate(
              { draftId: draft.draftId, days },
              {
                onSuccess() {
                  setStartedVersion(version)
                  void client.invalidateQueries({ queryKey: options.queryKey })
                },
              },
            )
          }
        >
          {t('runBackTest')}
        </Button>
      </div>
      {start.error && <p className="text-overdue">{errorTextOf(start.error, locale)}</p>}
      {run.error && <p className="text-overdue">{errorTextOf(run.error, locale)}</p>}
      {shown?.state === 'running' && (
        <div className="pt-2">
          <progress className="w-full accent-(--accent)" max={Math.max(1, shown.total)} value={shown.done} />
          <p className="text-muted">{t('progress', { done: shown.done, total: shown.total })}</p>
        </div>
      )}
      {shown?.state === 'failed' && (
        <p className="pt-2 text-overdue">
          ▲ {t('runFailed')} {shown.problem}
        </p>
      )}
      {shown?.state === 'done' && shown.result && (
        <>
          {isOutdated && <p className="pt-2 text-near">◐ {t('runOutdated')}</p>}
          <Differences draft={draft} run={shown} result={shown.result} />
        </>
      )}
    </section>
  )
}

function Differences({
  draft,
  run,
  result: { byRow, changed, cases },
}: {
  draft: Draft
  run: Run
  result: NonNullable<Run['result']>
}) {
  const t = useTranslations('rules')
  const format = useFormatter()
  const { locale, isDark } = usePreferences()
  const { city } = useSession()
  const decisive = draft.outcomes.filter(({ isReason }) => !isReason)
  const say = ({ outcome }: Case['before']) =>
    decisive
      .map((one) =>
        outcome[one.name] === undefined
          ? t('byPerson')
          : outcomeWords(JSON.stringify(outcome[one.name]), one, locale),
      )
      .join(' ')
  const points = useMemo(() => pointsOf(cases), [cases])
  const moved = byRow.filter(({ before, after }) => before !== after)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-2" data-changed={changed} data-total={run.total}>
      <p className="font-medium">{t('changedOf', { changed, total: run.total, days: run.days })}</p>
      {moved.length > 0 && (
        <ul className="text-muted">
          {moved.slice(0, 8).map(({ before, after, n }) => (
            <li key={`${before}/${after}`} className="flex justify-between gap-2">
              <span>
                {before || t('noRow')} → {after || t('noRow')}
              </span>
              <span>{format.number(n)}</span>
            </li>
          ))}
        </ul>
      )}
      {cases.length > 0 && (
        <>
          <div className="relative h-60 overflow-hidden rounded-md border" data-back-test-map>
            <CityMap
              flavor={isDark ? 'dark' : 'light'}
              bounds={city.bbox}
              overlays={overlays}
              preview={points}
              hasControls={false}
            />
          </div>
          {changed > cases.length && <p className="text-muted">{t('listedOnly', { n: cases.length })}</p>}
          <ul>
            {cases.slice(0, CASES_SHOWN).map((one) => (
              <li key={one.caseId} className="py-1">
                <Link href={`/cases/${one.caseId}`} className="block truncate text-accent">
                  {one.description || one.number}
                </Link>
                <span className="text-muted">
                  {say(one.before)} → {say(one.after)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function pointsOf(cases: readonly Case[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: cases.flatMap(({ caseId, lng, lat }) =>
      lng === null || lat === null
        ? []
        : [
            {
              type: 'Feature' as const,
              id: caseId,
              properties: {},
              geometry: { type: 'Point' as const, coordinates: [lng, lat] },
            },
          ],
    ),
  }
}
