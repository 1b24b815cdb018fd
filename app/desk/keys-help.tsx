'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '../_ui/dialog.tsx'
import { Kbd } from '../_ui/kbd.tsx'

const rows = [
  ['next', ['j', 'k']],
  ['open', ['Enter']],
  ['act', ['a', 'r', 's', 'h', 'f', 'p']],
  ['dispatch', ['d', '1–5', 'Enter']],
  ['plan', ['m']],
  ['search', ['/']],
  ['command', ['Ctrl K']],
  ['report', ['n']],
  ['call', ['i']],
  ['draw', ['g', 'b', 'o', 'c', 'v']],
  ['trace', ['t', 'u', 'w', 'e']],
  ['layers', ['l']],
  ['close', ['Esc']],
  ['help', ['?']],
] as const

/** Which key does what. */
export function KeysTable() {
  const t = useTranslations('desk')
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
      {rows.map(([name, keys]) => (
        <div key={name} className="contents">
          <dt className="flex gap-1">
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

export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('desk')
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('keys')}>
      <KeysTable />
    </Dialog>
  )
}
