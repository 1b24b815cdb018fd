'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { GatherDialog } from './gather-dialog.tsx'
import { ObjectDialog } from './object-dialog.tsx'
import type { ListedObject } from './outputs.ts'
import { useKindWords } from './use-kind-words.ts'

const shown = 100

/** 检查对象名录库, filtered as it is typed. */
export function ObjectsPanel({
  objects,
  selectedCode,
  canEdit,
  onShow,
}: {
  objects: readonly ListedObject[]
  selectedCode: string | null
  canEdit: boolean
  onShow: (code: string) => void
}) {
  const t = useTranslations('inspections')
  const kindWords = useKindWords()
  const { locale } = usePreferences()
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<ListedObject | null>(null)
  const [isGathering, setGathering] = useState(false)
  const wanted = text.trim().toLowerCase()
  const found = objects.filter(
    ({ code, name, nameEn, owner }) =>
      wanted === '' || [code, name, nameEn, owner].some((part) => part.toLowerCase().includes(wanted)),
  )
  // What was pointed at on the map stands first.
  const sorted = [...found].sort((a, b) => Number(b.code === selectedCode) - Number(a.code === selectedCode))
  const gather = canEdit && <Button onClick={() => setGathering(true)}>{t('gather')}</Button>
  return (
    <>
      {objects.length === 0 ? (
        <StateNote kind="empty" title={t('noObjects')} action={gather} />
      ) : (
        <>
          <div className="flex gap-2 px-4 pt-3">
            <Input
              aria-label={t('filter')}
              placeholder={t('filter')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {gather}
          </div>
          <p role="status" className="px-4 pt-2 text-muted">
            {t('found', { count: found.length })}
            {found.length > shown && ` · ${t('more', { count: shown })}`}
          </p>
          <ul className="py-1">
            {sorted.slice(0, shown).map((object) => {
              const name = inLocale(locale, object.name, object.nameEn || object.name)
              const facts = [kindWords(object.kind), object.owner, object.address].filter(Boolean).join(' · ')
              return (
                <li
                  key={object.objectId}
                  data-object={object.code}
                  className={classNames(
                    'flex items-center gap-2 px-4 py-1.5',
                    object.code === selectedCode && 'bg-accent-soft',
                  )}
                >
                  <button
                    type="button"
                    onClick={() => onShow(object.code)}
                    className="min-w-0 flex-1 text-left hover:underline"
                  >
                    <span
                      className={classNames('block md:truncate', !object.isActive && 'line-through')}
                      title={name}
                    >
                      {name}
                    </span>
                    <span className="block text-muted md:truncate" title={facts}>
                      {facts}
                    </span>
                  </button>
                  {canEdit && (
                    <Button look="quiet" onClick={() => setEditing(object)}>
                      {t('editObject')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        </>
      )}
      {editing && <ObjectDialog object={editing} onClose={() => setEditing(null)} />}
      {isGathering && <GatherDialog onClose={() => setGathering(false)} />}
    </>
  )
}
