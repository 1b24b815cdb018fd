'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { DialogContent } from '../_ui/dialog.tsx'
import { Kbd } from '../_ui/kbd.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { detailOf, groupHits } from './group-hits.ts'
import { hitIcons } from './hit-icons.ts'
import { keepRecent, listRecent, withRecent } from './recent-searches.ts'
import { useDebounced } from './use-debounced.ts'

export type FoundHit = Outputs['search']['find'][number]

const typingMs = 140
const mostHits = 30
export const itemLook = 'flex min-h-9 items-center gap-3 rounded px-2 data-[selected=true]:bg-hover'
export const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint'

/**
 * One box for everything of the map: type, arrow keys, Enter goes there. Text that an input method is still composing
 * is not searched for, and its Enter chooses nothing.
 *
 * @param extra further groups of a screen, for the text at hand: things to do, views
 */
export function SearchDialog({
  isOpen,
  label,
  placeholder,
  extra,
  onClose,
  onHit,
}: {
  isOpen: boolean
  label: string
  placeholder?: string
  extra?: (text: string, go: (action: () => void) => () => void) => ReactNode
  onClose: () => void
  onHit: (hit: FoundHit) => void
}) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0b122066]" />
        <DialogContent
          aria-describedby={undefined}
          className="fixed top-[10vh] left-1/2 z-50 w-[min(42rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          <SearchBody label={label} placeholder={placeholder} extra={extra} onClose={onClose} onHit={onHit} />
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  )
}

function SearchBody({
  label,
  placeholder,
  extra,
  onClose,
  onHit,
}: {
  label: string
  placeholder?: string | undefined
  extra?: ((text: string, go: (action: () => void) => () => void) => ReactNode) | undefined
  onClose: () => void
  onHit: (hit: FoundHit) => void
}) {
  const t = useTranslations('search')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const { user } = useSession()
  const [text, setText] = useState('')
  const [isComposing, setComposing] = useState(false)
  const [selected, setSelected] = useState('')
  const [recent, setRecent] = useState(() => listRecent(user.id))
  const typed = useDebounced(isComposing ? '' : text.trim(), typingMs)
  const wanted = isComposing || text.trim() === '' ? '' : typed
  const { data, error, refetch, isFetching } = useQuery({
    ...useApi().search.find.queryOptions({ text: wanted, limit: mostHits }),
    enabled: wanted !== '',
    gcTime: 30_000,
    retry: 1,
  })
  const isSettled = wanted !== '' && wanted === text.trim() && !isFetching
  const hits = wanted === '' ? undefined : data
  const groups = hits && groupHits(hits)
  // The best hit is chosen as soon as it is there: Enter goes to it.
  const best = groups?.[0]?.[1][0]
  const bestValue = best && keyOf(best)
  useEffect(() => {
    if (bestValue) setSelected(bestValue)
  }, [bestValue])

  const go = (action: () => void) => () => {
    onClose()
    action()
  }
  function choose(hit: FoundHit) {
    keepRecent(user.id, withRecent(recent, text))
    onClose()
    onHit(hit)
  }
  return (
    <Command label={label} loop shouldFilter={false} value={selected} onValueChange={setSelected}>
      <Command.Input
        value={text}
        onValueChange={setText}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        placeholder={placeholder ?? t('placeholder')}
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
      />
      <Command.List className="max-h-[62vh] overflow-auto p-1.5" data-settled={isSettled}>
        {error && wanted !== '' && !isFetching && (
          <StateNote
            kind="error"
            title={t('failed')}
            action={<Button onClick={() => void refetch()}>{shell('retry')}</Button>}
          >
            {errorTextOf(error, locale)}
          </StateNote>
        )}
        {wanted !== '' && !hits && isFetching && (
          <div role="status" aria-label={t('searching')} className="grid gap-2 p-2">
            {[1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-6" />
            ))}
          </div>
        )}
        {hits?.length === 0 && (
          <StateNote kind="empty" title={t('none', { text: wanted })}>
            {t('noneHint')}
          </StateNote>
        )}
        {groups?.map(([kind, some]) => (
          <Command.Group key={kind} heading={t(`kind.${kind}`)} className={groupLook}>
            {some.map((hit) => (
              <HitItem key={keyOf(hit)} hit={hit} onChoose={() => choose(hit)} />
            ))}
          </Command.Group>
        ))}
        {text.trim() === '' && recent.length > 0 && (
          <Command.Group heading={t('recent')} className={groupLook}>
            {recent.map((one) => (
              <Command.Item
                key={one}
                value={`recent ${one}`}
                onSelect={() => setText(one)}
                className={itemLook}
              >
                <Clock aria-hidden className="size-4 shrink-0 text-faint" />
                {one}
              </Command.Item>
            ))}
            <Command.Item
              value="forget recent"
              onSelect={() => {
                keepRecent(user.id, [])
                setRecent([])
              }}
              className={`${itemLook} text-muted`}
            >
              <span className="size-4" />
              {t('forgetRecent')}
            </Command.Item>
          </Command.Group>
        )}
        {text.trim() === '' && recent.length === 0 && <p className="px-2 py-2 text-muted">{t('hint')}</p>}
        {extra?.(text.trim(), go)}
      </Command.List>
      <p className="flex items-center gap-1.5 border-t px-3 py-1.5 text-muted pointer-coarse:hidden">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>
        <span className="pr-3">{t('select')}</span>
        <Kbd>Enter</Kbd>
        <span className="pr-3">{t('go')}</span>
        <Kbd>Esc</Kbd>
        <span>{t('dismiss')}</span>
      </p>
    </Command>
  )
}

function HitItem({ hit, onChoose }: { hit: FoundHit; onChoose: () => void }) {
  const { locale } = usePreferences()
  const Icon = hitIcons[hit.kind]
  const detail = detailOf(hit)
  return (
    <Command.Item
      value={keyOf(hit)}
      onSelect={onChoose}
      data-hit={hit.kind}
      className={`${itemLook} pointer-coarse:min-h-11`}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
      <span className="min-w-0 truncate font-medium">{inLocale(locale, hit.name, hit.nameEn)}</span>
      {detail && <span className="min-w-0 flex-1 truncate text-right text-muted">{detail}</span>}
    </Command.Item>
  )
}

/** One crossing or coordinate has no number: its name and place tell it apart. */
function keyOf({ kind, id, name, lngLat }: FoundHit): string {
  return `${kind} ${id} ${name} ${lngLat?.join(' ') ?? ''}`
}
