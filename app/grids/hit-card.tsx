import { X } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Hit } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'

type Cell = Outputs['grids']['get']['unitGrids'][number]

/** What was pointed at on the map, in a few words. */
export function HitCard({ hit, cell, onClose }: { hit: Hit; cell: Cell | undefined; onClose: () => void }) {
  const t = useTranslations('grids')
  return (
    <div className="absolute top-3 left-3 z-20 max-w-[min(20rem,calc(100%-4.5rem))] animate-arrive rounded-lg border bg-panel py-2 pr-1 pl-3 shadow-float">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 pt-1">
          <Words hit={hit} cell={cell} />
        </div>
        <Button
          look="quiet"
          size="icon"
          aria-label={t('close')}
          onClick={onClose}
          className="pointer-coarse:size-11"
        >
          <X className="size-4" />
        </Button>
      </div>
    </div>
  )
}

function Words({ hit: { entity, id, properties }, cell }: { hit: Hit; cell: Cell | undefined }) {
  const t = useTranslations('grids')
  const state = useTranslations('vocabulary.state')
  const status = useTranslations('vocabulary.unitStatus')
  const format = useFormatter()
  const { locale } = usePreferences()
  const text = (key: string) => String(properties[key] ?? '')
  switch (entity) {
    case 'case':
      return (
        <Link href={`/cases/${id}`} className="text-accent underline-offset-2 hover:underline">
          {text('number')} · {state(text('state') as 'reported')}
        </Link>
      )
    case 'unit':
      return (
        <p>
          {t('unit')} {inLocale(locale, text('name'), text('nameEn'))} · {status(text('status') as 'idle')}
        </p>
      )
    case 'sensor':
      return (
        <p>
          {t('sensor')} · {t(`level.${text('level') as 'normal'}`)}
        </p>
      )
    case 'part':
      return (
        <p>
          {t('part')} {text('code')} · {t(`condition.${text('condition') as 'good'}`)}
        </p>
      )
    default:
      return (
        <>
          <p className="font-medium">
            {t('cell')} {text('code')}
          </p>
          {cell && (
            <p className={cell.unseen ? 'text-near' : 'text-muted'}>
              {cell.unseen ? '◐ ' : ''}
              {cell.lastSeenAt && cell.lastSeenBy
                ? t('lastSeen', {
                    time: format.dateTime(new Date(cell.lastSeenAt), 'moment'),
                    by: t(`by.${cell.lastSeenBy}`),
                  })
                : t('neverSeen')}
            </p>
          )}
        </>
      )
  }
}
