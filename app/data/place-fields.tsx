import { useFormatter, useTranslations } from 'next-intl'
import type { ImportReport } from '../../server/layers/import-file.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Select } from '../_ui/field.tsx'
import type { Mapping } from './mapping.ts'
import { SystemSelect, systemName, useSystemWords } from './system-select.tsx'

type Kind = 'file' | 'xy' | 'wkt'

/** Where the rows of a file lie: by which columns, in which coordinate system. */
export function PlaceFields({
  report: { source, counts, preview },
  mapping,
  onChange,
}: {
  report: ImportReport
  mapping: Mapping
  onChange: (changed: Partial<Mapping>) => void
}) {
  const t = useTranslations('data')
  const format = useFormatter()
  const words = useSystemWords()
  const { geometry } = mapping
  const isTable = source.format === 'csv' || source.format === 'xlsx'
  const [first = '', second = first] = source.columns
  const setKind = (kind: Kind) =>
    onChange({
      geometry:
        kind === 'file' ? { kind } : kind === 'xy' ? { kind, x: first, y: second } : { kind, column: first },
    })
  const columns = source.columns.map((column) => (
    <option key={column} value={column}>
      {column}
    </option>
  ))
  return (
    <section className="flex flex-col gap-3 border-t pt-4" data-step="place">
      <h2 className="font-semibold">{t('stepPlace')}</h2>
      {isTable && (
        <Field label={t('geometry')} error={geometry ? undefined : t('noGeometry')}>
          {(props) => (
            <Select
              {...props}
              value={geometry?.kind ?? ''}
              onChange={(event) => setKind(event.target.value as Kind)}
            >
              {!geometry && <option value="">{t('choose')}</option>}
              {(['xy', 'wkt'] as const).map((kind) => (
                <option key={kind} value={kind}>
                  {t(`geometryKind.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {geometry?.kind === 'xy' && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('columnX')}>
            {(props) => (
              <Select
                {...props}
                value={geometry.x}
                onChange={(event) => onChange({ geometry: { ...geometry, x: event.target.value } })}
              >
                {columns}
              </Select>
            )}
          </Field>
          <Field label={t('columnY')}>
            {(props) => (
              <Select
                {...props}
                value={geometry.y}
                onChange={(event) => onChange({ geometry: { ...geometry, y: event.target.value } })}
              >
                {columns}
              </Select>
            )}
          </Field>
        </div>
      )}
      {geometry?.kind === 'wkt' && (
        <Field label={t('columnWkt')}>
          {(props) => (
            <Select
              {...props}
              value={geometry.column}
              onChange={(event) => onChange({ geometry: { kind: 'wkt', column: event.target.value } })}
            >
              {columns}
            </Select>
          )}
        </Field>
      )}
      <Field label={t('system')}>
        {({ id }) => (
          <SystemSelect
            id={id}
            value={mapping.system}
            declared={source.declaredCrs}
            onChange={(system) => onChange({ system })}
          />
        )}
      </Field>
      {geometry?.kind !== 'xy' && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={mapping.isLatFirst}
            onChange={(event) => onChange({ isLatFirst: event.target.checked })}
          />
          {t('latFirst')}
        </label>
      )}
      {source.suggestedSystem && source.suggestedSystem !== mapping.system && (
        <div
          role="status"
          data-suggested={source.suggestedSystem}
          className="rounded-md bg-near-soft px-3 py-2"
        >
          <p>{t('suggested', { system: systemName(source.suggestedSystem, words) })}</p>
          <Button
            className="mt-2"
            onClick={() => source.suggestedSystem && onChange({ system: source.suggestedSystem })}
          >
            {t('useSuggested')}
          </Button>
        </div>
      )}
      <p className="text-muted" data-placed={counts.good}>
        {preview.features.length < counts.good
          ? t('placedShown', {
              good: counts.good,
              shown: format.number(preview.features.length),
            })
          : t('placed', { good: counts.good })}
      </p>
    </section>
  )
}
