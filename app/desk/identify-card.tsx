'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Hit, Identified } from '../_map/map-types.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { ObjectDetails } from './object-details.tsx'

/** Everything under a click on the map, the most pressing first. */
export function IdentifyCard({
  identified,
  onCase,
  onClose,
}: {
  identified: Identified
  onCase: (caseId: number) => void
  onClose: () => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const kinds = useTranslations('desk.entity')
  const { locale } = usePreferences()
  const titleOf = ({ properties }: Hit) => {
    const text = (key: string) => (typeof properties[key] === 'string' ? (properties[key] as string) : '')
    return inLocale(locale, text('name'), text('name_en')) || text('number') || text('code')
  }
  // One object is described at a time: the most pressing that has more to tell.
  const detailed = identified.hits.find(
    ({ entity }) => entity === 'part' || entity === 'sensor' || entity === 'unit',
  )
  return (
    <div
      role="dialog"
      aria-label={t('identified')}
      className="animate-arrive absolute bottom-3 left-3 z-20 max-h-96 w-80 max-w-[calc(100%-1.5rem)] overflow-auto rounded-lg border bg-raised shadow-float"
    >
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <span className="flex-1 font-medium">{t('identified')}</span>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <ul className="p-1">
        {identified.hits.map((hit) => (
          <li key={`${hit.entity}-${hit.id}`}>
            {hit.entity === 'case' ? (
              <button
                type="button"
                onClick={() => onCase(hit.id)}
                className="flex min-h-9 w-full items-center gap-2 rounded px-2 text-left text-accent hover:bg-hover"
              >
                <span className="w-24 shrink-0 text-muted">{kinds(hit.entity)}</span>
                <span className="truncate">{titleOf(hit)}</span>
              </button>
            ) : (
              <span className="flex min-h-9 items-center gap-2 px-2">
                <span className="w-24 shrink-0 text-muted">{kinds(hit.entity)}</span>
                <span className="truncate">{titleOf(hit)}</span>
              </span>
            )}
            {hit === detailed && (
              <div className="px-2 pb-2">
                <ObjectDetails hit={hit} onCase={onCase} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
