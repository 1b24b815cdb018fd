'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { BoundingBox } from '../_map/map-types.ts'
import { type FoundHit, groupLook, itemLook, SearchDialog } from '../_search/search-dialog.tsx'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { type QueueView, queueViews } from './queue/queue-views.ts'

/** A thing to do that is no place, category or case. */
export type DeskCommand = { readonly name: string; readonly run: () => void }

/** Everything of the map, and what can be done: queue views, areas and categories to filter by, actions. */
export function CommandBar({
  isOpen,
  commands,
  onClose,
  onHit,
  onArea,
  onCategory,
  onView,
}: {
  isOpen: boolean
  commands: readonly DeskCommand[]
  onClose: () => void
  onHit: (hit: FoundHit) => void
  onArea: (areaId: number, bbox: BoundingBox) => void
  onCategory: (categoryId: number) => void
  onView: (view: QueueView) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const api = useApi()
  const { data: areas } = useQuery({ ...api.areas.list.queryOptions(), enabled: isOpen })
  const { data: categories } = useQuery({ ...api.categories.list.queryOptions(), enabled: isOpen })
  const views = (Object.keys(queueViews) as QueueView[]).map((view) => ({
    name: t(`view.${view}`),
    run: () => onView(view),
  }))
  return (
    <SearchDialog
      isOpen={isOpen}
      label={t('commandBar')}
      placeholder={t('commandPlaceholder')}
      onClose={onClose}
      onHit={onHit}
      extra={(text, go) => (
        <>
          {text !== '' && (
            <>
              <Group heading={t('commandAreas')}>
                {areas
                  ?.filter(({ name, nameEn, code }) => holds(text, name, nameEn, code))
                  .slice(0, 5)
                  .map(({ areaId, name, nameEn, bbox }) => (
                    <Item key={areaId} id={`area ${areaId}`} onSelect={go(() => onArea(areaId, bbox))}>
                      {t('goToArea', { name: inLocale(locale, name, nameEn) })}
                    </Item>
                  ))}
              </Group>
              <Group heading={t('commandCategories')}>
                {categories
                  ?.filter(({ name, nameEn, code }) => holds(text, name, nameEn, code))
                  .slice(0, 6)
                  .map(({ categoryId, name, nameEn }) => (
                    <Item
                      key={categoryId}
                      id={`category ${categoryId}`}
                      onSelect={go(() => onCategory(categoryId))}
                    >
                      {t('onlyCategory', { name: inLocale(locale, name, nameEn) })}
                    </Item>
                  ))}
              </Group>
            </>
          )}
          <Commands heading={t('commandActions')} commands={commands} text={text} go={go} />
          <Commands heading={t('commandViews')} commands={views} text={text} go={go} />
        </>
      )}
    />
  )
}

function Commands({
  heading,
  commands,
  text,
  go,
}: {
  heading: string
  commands: readonly DeskCommand[]
  text: string
  go: (action: () => void) => () => void
}) {
  return (
    <Group heading={heading}>
      {commands
        .filter(({ name }) => holds(text, name))
        .map(({ name, run }) => (
          <Item key={name} id={`command ${name}`} onSelect={go(run)}>
            {name}
          </Item>
        ))}
    </Group>
  )
}

/** Without a row there is no heading either. */
function Group({ heading, children }: { heading: string; children: ReactNode[] | undefined }) {
  if (!children || children.length === 0) return null
  return (
    <Command.Group heading={heading} className={groupLook}>
      {children}
    </Command.Group>
  )
}

function Item({ id, onSelect, children }: { id: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item value={id} onSelect={onSelect} className={itemLook}>
      {children}
    </Command.Item>
  )
}

function holds(text: string, ...names: readonly string[]): boolean {
  const wanted = text.toLowerCase()
  return names.some((name) => name.toLowerCase().includes(wanted))
}
