'use client'

import { useTranslations } from 'next-intl'
import type { Permission } from '../../server/identity/permissions.ts'
import { Kbd } from '../_ui/kbd.tsx'
import { useSession } from '../_ui/session-gate.tsx'

const rows = [
  ['next', ['j', 'k']],
  ['open', ['Enter']],
  ['act', ['a', 'r', 's', 'h', 'f', 'p', '…']],
  ['work', ['⇧ …']],
  ['dispatch', ['d', '1–5', 'Enter']],
  ['plan', ['m']],
  ['merge', ['y', 'p']],
  ['search', ['/']],
  ['command', ['Ctrl K']],
  ['report', ['n']],
  ['call', ['i']],
  ['draw', ['g', 'b', 'o', 'c', 'v']],
  ['trace', ['t', 'u', 'w', 'e']],
  ['undo', ['Ctrl Z', '⇧ Ctrl Z']],
  ['layers', ['l']],
  ['close', ['Esc']],
  ['help', ['?']],
] as const

/** Keys that only some posts have. */
const needs: Readonly<Partial<Record<(typeof rows)[number][0], Permission>>> = {
  act: 'cases.act',
  work: 'cases.act',
  dispatch: 'cases.bulk_dispatch',
  plan: 'cases.bulk_dispatch',
  merge: 'cases.merge',
  report: 'cases.act',
  call: 'calls.take',
}

/** Which key does what, for this post. */
export function KeysTable() {
  const t = useTranslations('desk')
  const { permissions } = useSession()
  const shown = rows.filter(([name]) => {
    const needed = needs[name]
    return needed === undefined || permissions.includes(needed)
  })
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2" data-keys>
      {shown.map(([name, keys]) => (
        <div key={name} className="contents">
          <dt className="flex flex-wrap gap-1">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd className="text-muted">{t(`keyNames.${name}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
