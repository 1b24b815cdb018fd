'use client'

import { X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { RefCallback } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { cardOnMap } from '../card-on-map.ts'
import type { ReachPlace } from '../search-params.ts'
import { reachMinutes, type useReach } from './use-reach.ts'

const shownUnits = 6
const directions = ['from', 'to'] as const
/** As deep as the bands lie over each other. */
const tints = ['bg-accent/45', 'bg-accent/30', 'bg-accent/15']

/** What the bands on the map mean, and who gets here in time. */
export function ReachCard({
  place,
  reach: { data, error },
  onDirection,
  inSight,
  onClose,
}: {
  place: ReachPlace
  reach: ReturnType<typeof useReach>
  onDirection: (direction: ReachPlace['direction']) => void
  /** Keeps the place out from under the card. */
  inSight: RefCallback<HTMLElement>
  onClose: () => void
}) {
  const t = useTranslations('reach')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  const longest = reachMinutes[2]
  return (
    <section ref={inSight} aria-label={t('title')} data-reach={place.direction} className={cardOnMap}>
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <h2 className="flex-1 font-medium">{t('title')}</h2>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="grid min-h-0 gap-2 overflow-auto p-3">
        <div className="grid grid-cols-2 overflow-hidden rounded-md border">
          {directions.map((direction) => (
            <button
              key={direction}
              type="button"
              aria-pressed={place.direction === direction}
              onClick={() => onDirection(direction)}
              className={classNames(
                'h-8 border-r last:border-r-0 pointer-coarse:h-11',
                place.direction === direction
                  ? 'bg-accent-soft font-medium text-accent'
                  : 'text-muted hover:bg-hover',
              )}
            >
              {t(direction)}
            </button>
          ))}
        </div>
        {error ? (
          <p role="alert" className="text-overdue">
            {errorTextOf(error, locale)}
          </p>
        ) : !data ? (
          <Skeleton className="h-16" />
        ) : (
          <>
            <ul className="flex gap-3" data-bands={data.bands.length}>
              {data.bands.map(({ minutes }, i) => (
                <li key={minutes} className="flex items-center gap-1.5">
                  <span
                    aria-hidden
                    className={classNames('size-4 rounded-sm border border-accent', tints[i])}
                  />
                  {t('minutes', { n: minutes })}
                </li>
              ))}
            </ul>
            {place.direction === 'to' && (
              <>
                <p>
                  {data.units.length > 0
                    ? t('units', { count: data.units.length, n: longest })
                    : t('noUnits', { n: longest })}
                </p>
                <ul>
                  {data.units.slice(0, shownUnits).map((unit) => (
                    <li key={unit.unitId} data-unit={unit.unitId} className="flex gap-2">
                      <span className="min-w-0 flex-1 truncate">
                        {inLocale(locale, unit.name, unit.nameEn)}
                      </span>
                      <span className="text-muted tabular-nums">
                        {t('unitMinutes', { n: format.number(unit.minutes, { maximumFractionDigits: 1 }) })}
                      </span>
                    </li>
                  ))}
                </ul>
                {data.units.length > shownUnits && (
                  <p className="text-muted">{t('more', { count: data.units.length - shownUnits })}</p>
                )}
              </>
            )}
            <p className="text-muted">{t(data.isPeak ? 'peak' : 'free')}</p>
          </>
        )}
      </div>
    </section>
  )
}
