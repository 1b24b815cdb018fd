'use client'

import { MessageSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { ExportMenu } from '../../_export/export-menu.tsx'
import { MessageDialog } from '../../_messages/message-dialog.tsx'
import { Button } from '../../_ui/button.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { allPicked, countPicked, namesOf, nonePicked, type Picked } from './picked.ts'
import { ThingTable } from './thing-table.tsx'

type ClassCount = { readonly key: string; readonly name: string; readonly n: number }

const mostClasses = 8
const collections = { case: 'cases', part: 'parts', sensor: 'sensors', unit: 'units' } as const

/** The things of one kind inside a shape: counted by class, all of them listed, each in or out, as a table, as a file. */
export function PickedList({
  kind,
  total,
  classes,
  geometry,
  filter,
  picked,
  onPicked,
  children,
  list,
}: {
  kind: ThingKind
  total: number
  classes: readonly ClassCount[]
  geometry: Shape
  /** Of cases alone. */
  filter?: CaseFilter
  picked: Picked
  onPicked: (picked: Picked) => void
  /** What can be done with those that are in. */
  children?: ReactNode
  list: ReactNode
}) {
  const t = useTranslations('selection')
  const messages = useTranslations('messages')
  const { permissions } = useSession()
  const [isTable, setTable] = useState(false)
  const [isWriting, setWriting] = useState(false)
  const count = countPicked(picked, total)
  const most = Math.max(1, ...classes.map(({ n }) => n))
  if (total === 0) return <p className="px-4 py-8 text-center text-muted">{t('empty')}</p>
  const tools = (
    <ExportMenu
      what={{
        collection: collections[kind],
        within: geometry,
        ...(filter && { filter }),
        ...namesOf(picked),
      }}
      name={t(`kind.${kind}`)}
    />
  )
  return (
    <>
      <ul aria-label={t('byClass')} className="border-t px-4 py-3">
        {classes.slice(0, mostClasses).map(({ key, name, n }) => (
          <li key={key} className="flex items-center gap-2 py-0.5" data-class-count={n}>
            <span className="w-1/2 shrink-0 truncate" title={name}>
              {name}
            </span>
            <span className="h-1.5 flex-1 rounded-full bg-line">
              <span
                className="block h-full rounded-full bg-line-strong"
                style={{ width: `${(n / most) * 100}%` }}
              />
            </span>
            <span className="w-12 text-right tabular-nums">{n.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-1.5 border-t px-4 py-2">
        <span className="mr-auto" data-picked={count}>
          {t('picked', { picked: count, total })}
        </span>
        <Button look="quiet" onClick={() => onPicked(count === 0 ? allPicked : nonePicked)}>
          {count === 0 ? t('all') : t('none')}
        </Button>
        <Button look="quiet" onClick={() => setTable(true)}>
          {t('table')}
        </Button>
        {children}
        {permissions.includes('notices.message') && (
          <Button
            data-act="message"
            disabled={count === 0}
            title={messages('write')}
            onClick={() => setWriting(true)}
          >
            <MessageSquare aria-hidden className="size-4" />
            {messages('write')}
          </Button>
        )}
        {tools}
      </div>
      {list}
      {isWriting && (
        <MessageDialog
          selection={{ kind, geometry, ...(filter && { filter }), ...namesOf(picked) }}
          onClose={() => setWriting(false)}
        />
      )}
      {isTable && (
        <ThingTable
          kind={kind}
          total={total}
          geometry={geometry}
          filter={filter}
          picked={picked}
          onPicked={onPicked}
          onClose={() => setTable(false)}
        >
          {tools}
        </ThingTable>
      )}
    </>
  )
}
