import { ArrowDown, ArrowUp, Plus, Trash2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Input, Select, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { addInput, addRow, moveRow, removeInput, removeRow, setCell, setRow } from './table-edits.ts'
import type { Draft, Table } from './use-draft.ts'
import { conditionWords, type Fact, outcomeWords } from './words.ts'

/** As wide as what is written in it, within bounds, and never narrower than its column. */
const growing = 'w-auto min-w-full max-w-96 [field-sizing:content]'

type Looked = Outputs['rules']['save']

/** The table under the pen: each condition as it is written with its meaning below, outcomes chosen, rows moved. */
export function DraftTable({
  draft,
  table,
  looked,
  isEditable,
  onEdit,
}: {
  draft: Draft
  table: Table
  /** What the server says of the table as last kept. */
  looked: Looked
  isEditable: boolean
  onEdit: (table: Table) => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const listId = useId()
  const factOf = (name: string) => draft.facts.find((fact) => fact.name === name)
  const errorAt = (rowId: string, column: string) =>
    looked.findings.find(
      (one) => one.severity === 'error' && one.column === column && one.rowIds[0] === rowId,
    )
  const wordsOf = (rowId: string, column: string, cell: string) => {
    const index = looked.table.rows.findIndex(({ id, cells }) => id === rowId && cells[column] === cell)
    return conditionWords(
      looked.conditions[index]?.[column],
      cell,
      factOf(column) ?? {},
      looked.names,
      locale,
    )
  }
  const formerCells = new Map(draft.inForce?.rows.map(({ id, cells }) => [id, cells]))
  const isChanged = (rowId: string, column: string, cell: string) =>
    draft.inForce !== null && (formerCells.get(rowId)?.[column] ?? '') !== cell
  const free = draft.facts.filter(({ name }) => !table.inputs.includes(name))
  return (
    <div className="overflow-x-auto pb-4">
      {table.inputs.map((name) => (
        <Suggestions key={name} id={`${listId}-${name}`} fact={factOf(name)} />
      ))}
      <table className="w-full border-collapse">
        <caption className="sr-only">{t('tableCaption')}</caption>
        <thead>
          <tr className="border-b text-left align-bottom text-muted">
            <th scope="col" className="px-3 py-2 font-medium">
              {t('row')}
            </th>
            {table.inputs.map((name) => (
              <th key={name} scope="col" className="px-1 py-2 font-medium whitespace-nowrap">
                {factOf(name)?.[locale] ?? name}
                {isEditable && (
                  <Button
                    look="quiet"
                    size="icon"
                    className="ml-1 size-6"
                    onClick={() => onEdit(removeInput(table, name))}
                    aria-label={t('removeColumn', { name: factOf(name)?.[locale] ?? name })}
                    title={t('removeColumn', { name: factOf(name)?.[locale] ?? name })}
                  >
                    <X aria-hidden className="size-3.5" />
                  </Button>
                )}
              </th>
            ))}
            {isEditable && free.length > 0 && (
              <th scope="col" className="px-1 py-2">
                <Select
                  className="w-28"
                  value=""
                  aria-label={t('addColumn')}
                  onChange={({ target }) => onEdit(addInput(table, target.value))}
                >
                  <option value="">{t('addColumn')}</option>
                  {free.map((fact) => (
                    <option key={fact.name} value={fact.name}>
                      {fact[locale]}
                    </option>
                  ))}
                </Select>
              </th>
            )}
            {table.outputs.map((name) => (
              <th key={name} scope="col" className="border-l px-1 py-2 font-medium whitespace-nowrap">
                {draft.outcomes.find((one) => one.name === name)?.[locale] ?? name}
              </th>
            ))}
            {isEditable && <th scope="col" aria-label={t('rowTools')} />}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row's name is edited, and two may be alike for a moment
            <tr key={index} data-row={row.id} className="border-b align-top">
              <td className="min-w-48 px-3 py-2">
                <Input
                  className={growing}
                  value={row.id}
                  disabled={!isEditable}
                  aria-label={t('rowName')}
                  onChange={({ target }) => onEdit(setRow(table, index, { id: target.value }))}
                />
                {/* It wraps but stays one line of text. */}
                <TextArea
                  rows={1}
                  className="mt-1 block min-h-9 resize-none py-1.5 [field-sizing:content]"
                  value={row.description}
                  disabled={!isEditable}
                  placeholder={t('rowDescription')}
                  aria-label={`${row.id} ${t('rowDescription')}`}
                  onChange={({ target }) =>
                    onEdit(setRow(table, index, { description: target.value.replaceAll('\n', ' ') }))
                  }
                />
              </td>
              {table.inputs.map((name) => {
                const cell = row.cells[name] ?? ''
                const isWrong = errorAt(row.id, name) !== undefined
                return (
                  <td key={name} className="min-w-24 px-1 py-2">
                    <Input
                      value={cell}
                      disabled={!isEditable}
                      list={`${listId}-${name}`}
                      data-cell={`${row.id}/${name}`}
                      aria-invalid={isWrong}
                      aria-label={`${row.id} ${factOf(name)?.[locale] ?? name}`}
                      placeholder="—"
                      className={classNames(
                        growing,
                        'px-2 font-mono',
                        isChanged(row.id, name, cell) && 'border-accent',
                      )}
                      onChange={({ target }) => onEdit(setCell(table, index, name, target.value))}
                    />
                    <span className={isWrong ? 'text-overdue' : 'text-muted'}>
                      {isWrong ? `▲ ${t('cellWrong')}` : wordsOf(row.id, name, cell)}
                    </span>
                  </td>
                )
              })}
              {isEditable && free.length > 0 && <td />}
              {table.outputs.map((name) => (
                <td key={name} className="min-w-32 border-l px-1 py-2">
                  <OutcomeCell
                    draft={draft}
                    name={name}
                    label={`${row.id} ${draft.outcomes.find((one) => one.name === name)?.[locale] ?? name}`}
                    cell={row.cells[name] ?? ''}
                    isWrong={errorAt(row.id, name) !== undefined}
                    isChanged={isChanged(row.id, name, row.cells[name] ?? '')}
                    isEditable={isEditable}
                    onChange={(cell) => onEdit(setCell(table, index, name, cell))}
                  />
                </td>
              ))}
              {isEditable && (
                <td className="px-1 py-2 whitespace-nowrap">
                  {(
                    [
                      ['moveUp', ArrowUp, () => moveRow(table, index, -1), index === 0],
                      [
                        'moveDown',
                        ArrowDown,
                        () => moveRow(table, index, 1),
                        index === table.rows.length - 1,
                      ],
                      ['addRowAbove', Plus, () => addRow(table, index), false],
                      ['removeRow', Trash2, () => removeRow(table, index), false],
                    ] as const
                  ).map(([label, Icon, change, isOff]) => (
                    <Button
                      key={label}
                      look="quiet"
                      size="icon"
                      disabled={isOff}
                      data-tool={label}
                      onClick={() => onEdit(change())}
                      aria-label={`${row.id} ${t(label)}`}
                      title={t(label)}
                    >
                      <Icon aria-hidden className="size-4" />
                    </Button>
                  ))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {isEditable && (
        <div className="px-3 pt-3">
          <Button onClick={() => onEdit(addRow(table, table.rows.length))}>
            <Plus aria-hidden className="size-4" /> {t('addRow')}
          </Button>
          <p className="pt-2 text-muted">{t('cellHelp')}</p>
        </div>
      )}
    </div>
  )
}

/** What may be written into a column's cells, with its words. */
function Suggestions({ id, fact }: { id: string; fact: Fact | undefined }) {
  const { locale } = usePreferences()
  const values = fact?.values?.map(({ value }) => value) ?? (fact?.type === 'boolean' ? [true, false] : [])
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={String(value)} value={typeof value === 'string' ? `"${value}"` : String(value)}>
          {fact?.values?.find((one) => one.value === value)?.[locale]}
        </option>
      ))}
    </datalist>
  )
}

function OutcomeCell({
  draft,
  name,
  label,
  cell,
  isWrong,
  isChanged,
  isEditable,
  onChange,
}: {
  draft: Draft
  name: string
  label: string
  cell: string
  isWrong: boolean
  isChanged: boolean
  isEditable: boolean
  onChange: (cell: string) => void
}) {
  const { locale } = usePreferences()
  const outcome = draft.outcomes.find((one) => one.name === name)
  const look = isChanged ? 'border-accent px-2' : 'px-2'
  const common = { disabled: !isEditable, 'aria-label': label, 'aria-invalid': isWrong, className: look }
  if (outcome?.values)
    return (
      <Select {...common} data-outcome={name} value={cell} onChange={({ target }) => onChange(target.value)}>
        {!outcome.values.some(({ value }) => JSON.stringify(value) === cell) && (
          <option value={cell}>{cell}</option>
        )}
        {outcome.values.map((one) => (
          <option key={String(one.value)} value={JSON.stringify(one.value)}>
            {one[locale]}
          </option>
        ))}
      </Select>
    )
  const isText = outcome?.type === 'text' && (cell === '' || /^"[^"]*"$/.test(cell))
  return (
    <Input
      {...common}
      className={classNames(growing, look)}
      value={isText && outcome ? (cell === '' ? '' : outcomeWords(cell, outcome, locale)) : cell}
      onChange={({ target }) =>
        onChange(isText && target.value !== '' ? `"${target.value.replaceAll('"', '”')}"` : target.value)
      }
    />
  )
}
