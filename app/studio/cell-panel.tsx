import { useFormatter, useTranslations } from 'next-intl'
import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { assignTo, foundDuty, type GridContent, renameDuty } from './edits.ts'

const SQUARE_METERS_PER_HECTARE = 10_000

/** The unit grids selected, and the duty grid that they belong to. */
export function CellPanel({
  content,
  selected,
  isEditable,
  onChange,
}: {
  content: GridContent
  selected: readonly number[]
  isEditable: boolean
  onChange: (content: GridContent) => void
}) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const { locale } = usePreferences()
  const cells = selected.flatMap((i) => content.cells[i] ?? [])
  const keys = [...new Set(cells.map(({ dutyKey }) => dutyKey))]
  const duty = keys.length === 1 ? content.duties.find(({ key }) => key === keys[0]) : undefined
  if (cells.length === 0) return <p className="border-b px-4 py-3 text-muted">{t('nothingSelected')}</p>
  const hectares =
    cells.reduce((sum, { polygons }) => sum + areaSquareMeters(polygons), 0) / SQUARE_METERS_PER_HECTARE
  return (
    <section className="grid gap-2 border-b px-4 py-3">
      <h2 className="flex justify-between gap-2 font-semibold">
        <span className="min-w-0 truncate">
          {cells.length === 1 ? cells[0]?.code || t('freshCode') : t('selected', { n: cells.length })}
        </span>
        <span className="font-normal text-muted">
          {t('hectares', { n: format.number(hectares, { maximumFractionDigits: 2 }) })}
        </span>
      </h2>
      <Field label={t('duty')}>
        {(props) => (
          <Select
            {...props}
            disabled={!isEditable}
            value={duty?.key ?? ''}
            onChange={(event) => onChange(assignTo(content, selected, event.target.value))}
          >
            {!duty && <option value="">—</option>}
            {content.duties.map(({ key, code, name, nameEn }) => (
              <option key={key} value={key}>
                {inLocale(locale, name, nameEn) || code || t('freshCode')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isEditable && (
        <div>
          <Button onClick={() => onChange(foundDuty(content, selected, ''))}>{t('newDuty')}</Button>
        </div>
      )}
      {duty && isEditable && (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t('dutyName')}>
            {(props) => (
              <Input
                {...props}
                value={duty.name}
                maxLength={100}
                onChange={({ target }) => onChange(renameDuty(content, duty.key, { name: target.value }))}
              />
            )}
          </Field>
          <Field label={t('dutyNameEn')}>
            {(props) => (
              <Input
                {...props}
                value={duty.nameEn}
                maxLength={100}
                onChange={({ target }) => onChange(renameDuty(content, duty.key, { nameEn: target.value }))}
              />
            )}
          </Field>
        </div>
      )}
    </section>
  )
}
