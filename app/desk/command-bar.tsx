'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { BoundingBox } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { type QueueView, queueViews } from './queue/queue-views.ts'

/** A thing to do that is no place, category or case. */
export type DeskCommand = { readonly name: string; readonly run: () => void }

/** Case numbers, areas, categories, views and actions in one box; Enter goes there. */
export function CommandBar({
  isOpen,
  commands,
  onClose,
  onCase,
  onArea,
  onCategory,
  onView,
}: {
  isOpen: boolean
  commands: readonly DeskCommand[]
  onClose: () => void
  onCase: (caseId: number) => void
  onArea: (areaId: number, bbox: BoundingBox) => void
  onCategory: (categoryId: number) => void
  onView: (view: QueueView) => void
}) {
  const t = useTranslations('desk')
  const state = useTranslations('vocabulary.state')
  const { locale } = usePreferences()
  const api = useApi()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { data: areas } = useQuery({ ...api.areas.list.queryOptions(), enabled: isOpen })
  const { data: categories } = useQuery({ ...api.categories.list.queryOptions(), enabled: isOpen })
  const { data: found } = useQuery({
    ...api.cases.queue.queryOptions({ filter: { text: wanted }, limit: 8 }),
    enabled: isOpen && wanted.length >= 2,
    gcTime: 30_000,
  })
  function go(action: () => void) {
    return () => {
      setText('')
      onClose()
      action()
    }
  }
  const item = 'flex min-h-9 items-center gap-3 rounded px-2 data-[selected=true]:bg-hover'
  const group =
    '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint'
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0b122066]" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{t('commandBar')}</Radix.Title>
          <Command label={t('commandBar')} loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t('commandPlaceholder')}
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[60vh] overflow-auto p-1.5">
              <Command.Empty className="py-8 text-center text-muted">{t('commandEmpty')}</Command.Empty>
              {wanted.length >= 2 && found && found.rows.length > 0 && (
                <Command.Group heading={t('commandCases')} className={group} forceMount>
                  {found.rows.map((row) => (
                    <Command.Item
                      key={row.caseId}
                      forceMount
                      value={`${row.number} ${row.description} ${row.address}`}
                      onSelect={go(() => onCase(row.caseId))}
                      className={item}
                    >
                      <span className="text-muted">{row.number}</span>
                      <span className="font-medium">
                        {inLocale(locale, row.categoryName, row.categoryNameEn)}
                      </span>
                      <span className="min-w-0 flex-1 truncate text-muted">
                        {row.address || row.description}
                      </span>
                      <span className="text-muted">{state(row.state)}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading={t('commandActions')} className={group}>
                {commands.map(({ name, run }) => (
                  <Command.Item key={name} value={name} onSelect={go(run)} className={item}>
                    {name}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading={t('commandViews')} className={group}>
                {(Object.keys(queueViews) as QueueView[]).map((view) => (
                  <Command.Item
                    key={view}
                    value={`${t(`view.${view}`)} ${view}`}
                    onSelect={go(() => onView(view))}
                    className={item}
                  >
                    {t(`view.${view}`)}
                  </Command.Item>
                ))}
              </Command.Group>
              {wanted.length > 0 && (
                <>
                  <Command.Group heading={t('commandAreas')} className={group}>
                    {areas?.map((area) => (
                      <Command.Item
                        key={area.areaId}
                        value={`${area.name} ${area.nameEn} ${area.code}`}
                        onSelect={go(() => onArea(area.areaId, area.bbox))}
                        className={item}
                      >
                        {t('goToArea', { name: inLocale(locale, area.name, area.nameEn) })}
                      </Command.Item>
                    ))}
                  </Command.Group>
                  <Command.Group heading={t('commandCategories')} className={group}>
                    {categories?.map((category) => (
                      <Command.Item
                        key={category.categoryId}
                        value={`${category.name} ${category.nameEn} ${category.code}`}
                        onSelect={go(() => onCategory(category.categoryId))}
                        className={item}
                      >
                        {t('onlyCategory', { name: inLocale(locale, category.name, category.nameEn) })}
                      </Command.Item>
                    ))}
                  </Command.Group>
                </>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
