'use client'

import { useQuery } from '@tanstack/react-query'
import { ExternalLink, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type RefCallback, useState } from 'react'
import { centralMeridianOf, toGaussKruger } from '../../geo/gauss-kruger.ts'
import type { ExportInput } from '../../server/http/exports.ts'
import { ExportMenu } from '../_export/export-menu.tsx'
import { inLocale, listed } from '../_i18n/locale.ts'
import type { Hit, Identified, LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { cardOnMap } from './card-on-map.ts'
import { ObjectDetails } from './object-details.tsx'

/** Grids and areas under a point are told by the server: also those that no shown layer holds. */
const covering: readonly Hit['entity'][] = ['unit_grid', 'duty_grid', 'area']

type Collection = ExportInput['collection']
const collections: Partial<Record<Hit['entity'], Collection>> = {
  case: 'cases',
  unit: 'units',
  sensor: 'sensors',
  part: 'parts',
  layer_feature: 'layer_features',
}

/** Everything under a click on the map, the most pressing first, and the areas that cover it. */
export function IdentifyCard({
  identified,
  onCase,
  onNear,
  onReport,
  onReach,
  inSight,
  onClose,
}: {
  identified: Identified
  onCase: (caseId: number) => void
  onNear: (lngLat: LngLat) => void
  /** Absent for whoever may not report. */
  onReport?: ((lngLat: LngLat) => void) | undefined
  /** From a unit it is where it stands, else the place that was pressed. */
  onReach: (lngLat: LngLat) => void
  /** Keeps the place out from under the card. */
  inSight: RefCallback<HTMLElement>
  onClose: () => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const search = useTranslations('search')
  const kinds = useTranslations('desk.entity')
  const { permissions } = useSession()
  const { lngLat } = identified
  const objects = identified.hits.filter(({ entity }) => !covering.includes(entity))
  const [chosen, setChosen] = useState<string | null>(null)
  // One object is described at a time: first the most pressing that has more to tell.
  const first = objects.find(({ entity }) => entity !== 'case')
  const open = chosen ?? (first ? keyOf(first) : null)
  const meridian = centralMeridianOf(lngLat[0])
  // What lies so close together that one click meets several of a kind can be taken as a file.
  const piles = [...Map.groupBy(objects, ({ entity }) => entity)].flatMap(([entity, hits]) => {
    const collection = collections[entity]
    return collection && hits.length > 1 ? [{ entity, collection, ids: hits.map(({ id }) => id) }] : []
  })
  return (
    <div ref={inSight} role="dialog" aria-label={t('identified')} className={cardOnMap}>
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <span className="flex-1 font-medium" data-objects={objects.length}>
          {objects.length > 0 ? t('identifiedCount', { count: objects.length }) : t('identifiedNothing')}
        </span>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="min-h-0 overflow-auto">
        <ul className="p-1 empty:hidden">
          {objects.map((hit) => (
            <ObjectRow
              key={keyOf(hit)}
              hit={hit}
              isOpen={open === keyOf(hit)}
              onOpen={() => setChosen(keyOf(hit))}
              onCase={onCase}
            />
          ))}
        </ul>
        {permissions.includes('data.export') && (
          <div className="flex flex-wrap gap-1.5 px-3 pb-2 empty:hidden">
            {piles.map(({ entity, collection, ids }) => (
              <ExportMenu key={collection} what={{ collection, ids }} name={kinds(entity)} hasName />
            ))}
          </div>
        )}
        <Covering lngLat={lngLat} />
      </div>
      <footer className="border-t px-3 py-2">
        <p className="text-muted tabular-nums">
          {lngLat.map((degrees) => degrees.toFixed(6)).join(', ')}
          <span className="block">
            {t('projected', {
              meridian: String(meridian),
              position: toGaussKruger(lngLat, meridian)
                .map((meters) => meters.toFixed(1))
                .join(', '),
            })}
          </span>
        </p>
        <div className="mt-1.5 flex gap-1.5">
          <Button onClick={() => onNear(lngLat)}>{t('nearHere')}</Button>
          <Button
            data-action="reach"
            onClick={() => onReach(objects.find(({ entity }) => entity === 'unit')?.lngLat ?? lngLat)}
          >
            {t('reachHere')}
          </Button>
          {onReport && <Button onClick={() => onReport(lngLat)}>{search('reportHere')}</Button>}
        </div>
      </footer>
    </div>
  )
}

function ObjectRow({
  hit,
  isOpen,
  onOpen,
  onCase,
}: {
  hit: Hit
  isOpen: boolean
  onOpen: () => void
  onCase: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const kinds = useTranslations('desk.entity')
  const { locale } = usePreferences()
  const text = (key: string) =>
    typeof hit.properties[key] === 'string' ? (hit.properties[key] as string) : ''
  const title =
    inLocale(locale, text('name'), text('name_en') || text('nameEn')) ||
    text('number') ||
    text('code') ||
    `${hit.id}`
  return (
    <li data-object={hit.entity}>
      <div className="flex items-center rounded hover:bg-hover">
        <button
          type="button"
          aria-expanded={hit.entity === 'case' ? undefined : isOpen}
          onClick={() => (hit.entity === 'case' ? onCase(hit.id) : onOpen())}
          className={classNames(
            'flex min-h-9 min-w-0 flex-1 items-center gap-2 px-2 text-left pointer-coarse:min-h-11',
            isOpen ? 'font-medium' : 'text-accent',
          )}
        >
          <span className="w-18 shrink-0 font-normal text-muted">{kinds(hit.entity)}</span>
          <span className="truncate">{title}</span>
        </button>
        {hit.entity === 'case' && <PageLink href={`/cases/${hit.id}`} label={t('openPage')} />}
      </div>
      {isOpen && (
        <div className="px-2 pb-2">
          <ObjectDetails hit={hit} onCase={onCase} />
        </div>
      )}
    </li>
  )
}

/** From the city down to the unit grid, whether their layers are shown or not; each with its page. */
function Covering({ lngLat }: { lngLat: LngLat }) {
  const t = useTranslations('desk')
  const kinds = useTranslations('desk.entity')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const { data, error } = useQuery(useApi().locate.at.queryOptions({ lng: lngLat[0], lat: lngLat[1] }))
  if (error) return <p className="border-t px-3 py-2 text-overdue">{errorTextOf(error, locale)}</p>
  if (!data) return <Skeleton className="m-3 h-16" />
  const canCheck = permissions.includes('checkups.run')
  const canSeeGrids = permissions.includes('grids.read')
  const { dutyGrid, unitGrid, people } = data
  return (
    <section aria-label={t('covering')} className="border-t px-1 py-1.5">
      <h3 className="px-2 pb-0.5 text-faint">{t('covering')}</h3>
      <ul>
        {data.areas.map((area) => (
          <CoverRow
            key={area.areaId}
            kind={kinds('area')}
            name={inLocale(locale, area.name, area.nameEn)}
            href={canCheck ? `/health?area=${area.areaId}` : undefined}
          />
        ))}
        {dutyGrid && (
          <CoverRow
            kind={kinds('duty_grid')}
            name={inLocale(locale, dutyGrid.name, dutyGrid.nameEn) || dutyGrid.code}
            href={canSeeGrids ? `/grids?grid=${dutyGrid.dutyGridId}` : undefined}
          />
        )}
        {unitGrid && <CoverRow kind={kinds('unit_grid')} name={unitGrid.code} />}
        {people.length > 0 && (
          <CoverRow
            kind={t('people')}
            name={listed(
              locale,
              people.map(({ name }) => name),
            )}
          />
        )}
      </ul>
      {!dutyGrid && <p className="px-2 text-near">◐ {data.reason[locale]}</p>}
    </section>
  )
}

function CoverRow({ kind, name, href }: { kind: string; name: string; href?: string | undefined }) {
  return (
    <li className="flex min-h-7 items-center gap-2 px-2" data-cover>
      <span className="w-18 shrink-0 text-muted">{kind}</span>
      {href ? (
        <Link href={href} className="min-w-0 truncate text-accent underline-offset-2 hover:underline">
          {name}
        </Link>
      ) : (
        <span className="min-w-0 truncate">{name}</span>
      )}
    </li>
  )
}

function PageLink({ href, label }: { href: string; label: string }) {
  return (
    <Link
      href={href}
      aria-label={label}
      title={label}
      className="grid size-9 shrink-0 place-items-center rounded text-muted hover:text-ink pointer-coarse:size-11"
    >
      <ExternalLink aria-hidden className="size-4" />
    </Link>
  )
}

function keyOf({ entity, id }: Hit): string {
  return `${entity} ${id}`
}
