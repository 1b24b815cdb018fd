'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { detailOf } from '../_search/group-hits.ts'
import { hitIcons } from '../_search/hit-icons.ts'
import type { FoundHit } from '../_search/search-dialog.tsx'
import { useDebounced } from '../_search/use-debounced.ts'
import { useApi } from '../_trpc/api.ts'
import { Field, Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'

const typingMs = 200
const mostHits = 12
const mostShown = 6
const leastLetters = 2
/** They move, or are no place to send somebody to. */
const noPlaces: ReadonlySet<FoundHit['kind']> = new Set(['case', 'person', 'unit'])

/** Free words for where it is; what they name on the map is offered, and taken with its position. */
export function AddressField({
  value,
  onChange,
  onPlace,
}: {
  value: string
  onChange: (address: string) => void
  onPlace: (lngLat: LngLat) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const [isComposing, setComposing] = useState(false)
  /** Offered only while somebody types here, and not for what was just taken. */
  const [isOffering, setOffering] = useState(false)
  const typed = useDebounced(value.trim(), typingMs)
  const isWanted = isOffering && !isComposing && typed.length >= leastLetters && typed === value.trim()
  const { data } = useQuery({
    ...useApi().search.find.queryOptions({ text: typed, limit: mostHits }),
    enabled: isWanted,
    gcTime: 30_000,
    retry: 1,
  })
  const hits = isWanted
    ? (data ?? []).filter(({ kind, lngLat }) => lngLat !== null && !noPlaces.has(kind)).slice(0, mostShown)
    : []
  return (
    <Field label={t('reportAddress')} hint={t('reportAddressHint')}>
      {({ id: _, ...props }) => (
        // The list hands the focus back to its input by an id of its own.
        <Command
          shouldFilter={false}
          loop
          label={t('reportAddress')}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setOffering(false)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || hits.length === 0) return
            // The list goes, the panel stays.
            event.stopPropagation()
            setOffering(false)
          }}
        >
          <Command.Input asChild value={value}>
            <Input
              {...props}
              name="address"
              maxLength={300}
              value={value}
              onChange={(event) => {
                setOffering(true)
                onChange(event.target.value)
              }}
              // Without a list its keys stay with the text.
              onKeyDown={(event) => {
                if (hits.length === 0 || event.key === 'Home' || event.key === 'End') event.stopPropagation()
              }}
              onCompositionStart={() => setComposing(true)}
              onCompositionEnd={() => setComposing(false)}
            />
          </Command.Input>
          <Command.List
            className="mt-1 max-h-64 overflow-auto rounded-md border bg-raised p-1 shadow-float"
            hidden={hits.length === 0}
          >
            {hits.map((hit) => {
              const Icon = hitIcons[hit.kind]
              const detail = detailOf(hit)
              return (
                <Command.Item
                  key={`${hit.kind} ${hit.id} ${hit.name} ${hit.detail}`}
                  value={`${hit.kind} ${hit.id} ${hit.name} ${hit.detail}`}
                  data-found-place={hit.name}
                  onSelect={() => {
                    setOffering(false)
                    onChange(hit.name)
                    onPlace(hit.lngLat!)
                  }}
                  className="flex min-h-9 items-center gap-2 rounded px-2 data-[selected=true]:bg-hover"
                >
                  <Icon aria-hidden className="size-4 shrink-0 text-faint" />
                  <span className="truncate">{inLocale(locale, hit.name, hit.nameEn)}</span>
                  {detail && <span className="ml-auto shrink-0 truncate text-muted">{detail}</span>}
                </Command.Item>
              )
            })}
          </Command.List>
        </Command>
      )}
    </Field>
  )
}
