'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale, listed } from '../../../_i18n/locale.ts'
import { withTexts } from '../../../_i18n/with-texts.tsx'
import { CityMap } from '../../../_map/city-map.tsx'
import { messages as mapTexts } from '../../../_map/messages.ts'
import { useApi } from '../../../_trpc/api.ts'
import { distanceText } from '../../../_ui/distance-text.ts'
import { FailedNote } from '../../../_ui/failed-note.tsx'
import { usePreferences } from '../../../_ui/preferences.tsx'
import { useSession } from '../../../_ui/session-gate.tsx'
import { Skeleton } from '../../../_ui/skeleton.tsx'
import { messages as uploadsTexts } from '../../../_uploads/messages.ts'
import { messages as phoneTexts } from '../../../phone/messages.ts'
import { keyOfJob } from '../../../phone/outbox.ts'
import { OutboxBar } from '../../../phone/outbox-bar.tsx'
import { OutboxView } from '../../../phone/outbox-view.tsx'
import { useOutbox } from '../../../phone/use-outbox.ts'
import { usePosition } from '../../../phone/use-position.ts'
import { VisitForm } from '../../../phone/visit-form.tsx'
import { messages as reportTexts } from '../../../report/messages.ts'
import { messages as inspectionsTexts } from '../../messages.ts'
import type { Visit } from '../../outputs.ts'

const overlays = ['areas'] as const

/** One visit on a phone: where it is, check in, fill in the list. */
export const VisitPage = withTexts(
  {
    inspections: inspectionsTexts,
    report: reportTexts,
    uploads: uploadsTexts,
    phone: phoneTexts,
    map: mapTexts,
  },
  function VisitPage({ visitId }: { visitId: number }) {
    const t = useTranslations('inspections')
    const { locale, isDark } = usePreferences()
    const { city } = useSession()
    const { data: visit, error, refetch } = useQuery(useApi().inspections.visit.queryOptions({ visitId }))
    if (error && !visit) return <FailedNote error={error} onRetry={() => void refetch()} />
    if (!visit) return <Skeleton className="m-4 h-40" />
    const isOpen = visit.state === 'drawn' || visit.state === 'arrived'
    return (
      <div data-visit-page={visit.visitId} className="h-full overflow-y-auto text-base">
        <div className="mx-auto flex max-w-lg flex-col gap-4 px-4 py-3">
          <header>
            <Link
              href={visit.isDrawn ? '/inspections/visits' : `/inspections?draw=${visit.drawId}`}
              className="inline-flex min-h-11 items-center gap-1.5 text-muted"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {visit.isDrawn ? t('myVisits') : t('openDraw')}
            </Link>
            <h1 className="text-lg font-semibold">
              {inLocale(locale, visit.name, visit.nameEn || visit.name)}
            </h1>
            {/* Whoever may fill it has this at the head of the form. */}
            {!(isOpen && visit.mayFill) && (
              <p className="text-muted">
                {[inLocale(locale, visit.item, visit.itemEn || visit.item), visit.owner, visit.address]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            )}
            <p className="text-muted">
              {t('inspectorsAre', {
                names: listed(
                  locale,
                  visit.inspectors.map(({ name, code }) => `${name} ${code}`),
                ),
              })}
            </p>
          </header>
          <div className="relative h-48 overflow-hidden rounded-lg border">
            <CityMap
              flavor={isDark ? 'dark' : 'light'}
              bounds={city.bbox}
              camera={{ center: visit.lngLat, zoom: 16 }}
              overlays={overlays}
              marker={visit.lngLat}
              hasControls={false}
            />
          </div>
          {isOpen && !visit.mayFill && <p className="text-near">{t('notYours')}</p>}
          {isOpen && visit.mayFill && !visit.isDrawn && <p className="text-muted">{t('instead')}</p>}
          {!isOpen && visit.arrivedAt && (
            <p data-arrived className="text-muted">
              {t('checkedIn', {
                name: visit.arrivedName,
                distance: distanceText(visit.distanceMeters ?? 0, locale),
              })}
              {visit.awayReason && ` · ${t('awayBecause', { reason: visit.awayReason })}`}
            </p>
          )}
          {isOpen && visit.mayFill ? <OpenVisit visit={visit} /> : <Filled visit={visit} />}
        </div>
      </div>
    )
  },
)

/** To be done by this person: the same form and the same outbox as on the field page. */
function OpenVisit({ visit }: { visit: Visit }) {
  const t = useTranslations('inspections')
  const api = useApi()
  const client = useQueryClient()
  const position = usePosition()
  const outbox = useOutbox(() => void client.invalidateQueries({ queryKey: api.inspections.pathKey() }))
  const [isListed, setListed] = useState(false)
  const isQueued = outbox.items.some(
    ({ job, refusal }) =>
      refusal === undefined && job.kind !== 'report' && keyOfJob(job) === `visit:${visit.visitId}`,
  )
  return (
    <>
      <OutboxBar outbox={outbox} onOpen={() => setListed(!isListed)} />
      {isListed && <OutboxView outbox={outbox} onClose={() => setListed(false)} />}
      {visit.isDrawn && (
        <Link href={`/phone?task=visit:${visit.visitId}`} className="text-accent hover:underline">
          {t('onPhone')}
        </Link>
      )}
      {isQueued ? (
        <p role="status">{t('visitQueued')}</p>
      ) : (
        <VisitForm visit={visit} position={position} outbox={outbox} onSend={outbox.add} />
      )}
    </>
  )
}

function Filled({ visit }: { visit: Visit }) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <section className="flex flex-col gap-3">
      {visit.doneAt && (
        <p>
          <span className={visit.result === 'problem' ? 'text-overdue' : ''}>
            {visit.result && t(`result.${visit.result}`)}
          </span>
          {' · '}
          {t('doneBy', { name: visit.doneName, at: format.dateTime(new Date(visit.doneAt), 'moment') })}
        </p>
      )}
      <ul className="divide-y">
        {visit.checklist.map((check) => {
          const answer = visit.answers.find(({ code }) => code === check.code)
          const made = visit.cases.find(({ checkCode }) => checkCode === check.code)
          return (
            <li key={check.code} className="py-2">
              <div className="flex gap-3">
                <span className="min-w-0 flex-1">{inLocale(locale, check.zh, check.en)}</span>
                {answer && (
                  <span className={answer.result === 'problem' ? 'text-overdue' : 'text-muted'}>
                    {t(`answer.${answer.result}`)}
                  </span>
                )}
              </div>
              {answer?.note && <p className="text-muted">{answer.note}</p>}
              <div className="flex flex-wrap items-center gap-2 empty:hidden">
                {visit.photos
                  .filter(({ checkCode }) => checkCode === check.code)
                  .map(({ sha256 }) => (
                    <a key={sha256} href={`/api/attachments/${sha256}`} target="_blank" rel="noreferrer">
                      {/* biome-ignore lint/performance/noImgElement: a private picture of our own door */}
                      <img
                        src={`/api/attachments/${sha256}`}
                        alt={inLocale(locale, check.zh, check.en)}
                        className="mt-1 size-20 rounded-md border object-cover"
                      />
                    </a>
                  ))}
                {made && (
                  <Link href={`/cases/${made.caseId}`} className="text-accent hover:underline">
                    {made.number}
                  </Link>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
