'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { MapController } from '../_map/map-controller.ts'
import { Button } from '../_ui/button.tsx'
import { Kbd } from '../_ui/kbd.tsx'
import { later } from '../_ui/later.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { FoundMark } from './found-mark.tsx'
import type { FoundHit } from './search-dialog.tsx'
import { showHit } from './show-hit.ts'
import { useSearchKey } from './use-search-key.ts'

const SearchDialog = later(
  async () => (await import('./search-dialog.tsx')).SearchDialog,
  () => null,
)

/**
 * The search of a screen whose map has no command bar: a button over the map, `/` or Ctrl K.
 *
 * @param onFound the place to mark, null to take the mark away
 * @param onHit what the screen itself opens; true where that is all there is to do
 */
export function MapSearch({
  controller,
  onFound,
  onHit,
  children,
}: {
  controller: RefObject<MapController | null>
  onFound: (lngLat: readonly [number, number] | null) => void
  onHit: (hit: FoundHit) => boolean
  /** Other buttons over the map, before the search. */
  children?: ReactNode
}) {
  const t = useTranslations('search')
  const { locale } = usePreferences()
  const say = useToast()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState<string | null>(null)
  useSearchKey(() => setOpen((open) => !open))
  useHotkeys('page', (key) => {
    if (key !== '/') return false
    setOpen(true)
    return true
  })
  function show(hit: FoundHit) {
    if (onHit(hit)) return
    const found = inLocale(locale, hit.name, hit.nameEn)
    if (!showHit(controller.current, hit))
      return say({ kind: 'failed', title: t('noPlace', { name: found }) })
    setName(found)
    onFound(hit.lngLat)
  }
  return (
    <div className="pointer-events-none absolute top-3 right-3 left-3 z-10 flex flex-wrap items-start justify-end gap-2">
      {name !== null && (
        <FoundMark
          name={name}
          onClear={() => {
            setName(null)
            onFound(null)
          }}
        />
      )}
      {children}
      <Button size="medium" className="pointer-events-auto shadow-float" onClick={() => setOpen(true)}>
        <Search aria-hidden className="size-4" />
        {t('open')}
        <Kbd>/</Kbd>
      </Button>
      <SearchDialog isOpen={isOpen} label={t('open')} onClose={() => setOpen(false)} onHit={show} />
    </div>
  )
}
