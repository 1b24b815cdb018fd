'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { ItemDialog } from './item-dialog.tsx'
import type { Item } from './outputs.ts'

/** 抽查事项清单: what is inspected, how much, how often, by which checklist. */
export function ItemsPanel({ items, canEdit }: { items: readonly Item[]; canEdit: boolean }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const [editing, setEditing] = useState<Item | 'new' | null>(null)
  const add = canEdit && <Button onClick={() => setEditing('new')}>{t('newItem')}</Button>
  return (
    <>
      {items.length === 0 ? (
        <StateNote kind="empty" title={t('noItems')} action={add} />
      ) : (
        <>
          {add && <div className="flex justify-end px-4 pt-3">{add}</div>}
          <ul className="py-2">
            {items.map((item) => (
              <li key={item.itemId} data-item={item.code} className="px-4 py-2">
                <div className="flex items-baseline gap-2">
                  <h2 className="min-w-0 flex-1 font-medium">
                    {inLocale(locale, item.name, item.nameEn || item.name)}
                    {!item.isActive && <span className="ml-2 text-muted">{t('inactive')}</span>}
                  </h2>
                  {canEdit && (
                    <Button look="quiet" onClick={() => setEditing(item)}>
                      {t('editItem')}
                    </Button>
                  )}
                </div>
                <p className="text-muted">
                  {item.code} · {t('ratioOf', { ratio: String(item.ratioPercent) })} ·{' '}
                  {t('every', { count: item.timesPerYear })} · {t('within', { meters: item.radiusMeters })}
                </p>
                <ul className="mt-1 list-disc pl-5">
                  {item.checklist.map((check) => (
                    <li key={check.code}>{inLocale(locale, check.zh, check.en)}</li>
                  ))}
                </ul>
                {item.basis && (
                  <p className="mt-1 text-muted">
                    {t('basisIs', { text: inLocale(locale, item.basis, item.basisEn || item.basis) })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {editing && (
        <ItemDialog item={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
      )}
    </>
  )
}
