import { MapPin, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../_ui/button.tsx'

/** Names what the map's mark stands on, with what can be done there. */
export function FoundMark({
  name,
  onClear,
  children,
}: {
  name: string
  onClear: () => void
  children?: ReactNode
}) {
  const t = useTranslations('search')
  return (
    <div
      role="status"
      aria-label={t('found')}
      data-found={name}
      className="animate-arrive pointer-events-auto flex max-w-full items-center gap-2 rounded-lg border bg-panel py-1 pr-1 pl-3 shadow-float"
    >
      <MapPin aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 truncate">{name}</span>
      {children}
      <Button look="quiet" size="icon" aria-label={t('clear')} title={t('clear')} onClick={onClear}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
