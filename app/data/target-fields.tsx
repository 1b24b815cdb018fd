import { useTranslations } from 'next-intl'
import type { ImportReport } from '../../server/layers/import-file.ts'
import { Field, Input, Select } from '../_ui/field.tsx'
import type { Layer } from './data-list.tsx'
import type { Mapping } from './mapping.ts'

const SAMPLE_ROWS = 3

/** Where the rows go, and which column means what. */
export function TargetFields({
  report: { source },
  mapping,
  layers,
  onChange,
}: {
  report: ImportReport
  mapping: Mapping
  layers: readonly Layer[]
  onChange: (changed: Partial<Mapping>) => void
}) {
  const t = useTranslations('data')
  const isParts = mapping.kind === 'parts'
  const existing = layers.find(({ code }) => code === mapping.layerCode)
  const { personal } = source.roles
  const column = (
    key: 'idColumn' | 'nameColumn' | 'categoryColumn' | 'addressColumn',
    none: string,
    hint?: string,
    isRequired = false,
  ) => (
    <Field label={t(key)} hint={hint} isRequired={isRequired}>
      {(props) => (
        <Select {...props} value={mapping[key]} onChange={(event) => onChange({ [key]: event.target.value })}>
          <option value="">{none}</option>
          {source.columns.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
  return (
    <section className="flex flex-col gap-3 border-t pt-4" data-step="target">
      <h2 className="font-semibold">{t('stepTarget')}</h2>
      <Field label={t('target')}>
        {(props) => (
          <Select
            {...props}
            value={mapping.kind}
            onChange={(event) => onChange({ kind: event.target.value as Mapping['kind'] })}
          >
            <option value="layer">{t('targetKind.layer')}</option>
            <option value="parts">{t('targetKind.parts')}</option>
          </Select>
        )}
      </Field>
      {!isParts && (
        <>
          {layers.length > 0 && (
            <Field label={t('layer')}>
              {(props) => (
                <Select
                  {...props}
                  value={existing?.code ?? ''}
                  onChange={(event) => {
                    const chosen = layers.find(({ code }) => code === event.target.value)
                    onChange(
                      chosen
                        ? { layerCode: chosen.code, layerName: chosen.name }
                        : { layerCode: `layer-${Date.now().toString(36)}` },
                    )
                  }}
                >
                  <option value="">{t('newLayer')}</option>
                  {layers.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <div className="grid grid-cols-2 items-start gap-3">
            <Field label={t('layerName')} isRequired>
              {(props) => (
                <Input
                  {...props}
                  value={mapping.layerName}
                  maxLength={100}
                  onChange={(event) => onChange({ layerName: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('layerCode')} isRequired>
              {(props) => (
                <Input
                  {...props}
                  value={mapping.layerCode}
                  maxLength={41}
                  pattern="[a-z0-9][a-z0-9\-]*"
                  title={t('layerCodeHint')}
                  disabled={existing !== undefined}
                  onChange={(event) => onChange({ layerCode: event.target.value })}
                />
              )}
            </Field>
          </div>
        </>
      )}
      <div className="grid grid-cols-2 items-start gap-3">
        {column('idColumn', t(isParts ? 'choose' : 'idNone'), t('idHint'), isParts)}
        {isParts && column('categoryColumn', t('choose'), t('categoryHint'), true)}
        {column('nameColumn', t('none'))}
        {isParts && column('addressColumn', t('none'))}
      </div>
      {!isParts && source.columns.length > 0 && (
        <fieldset>
          <legend className="pb-1 font-medium">{t('keptColumns')}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {source.columns.map((name) => (
              <label key={name} className="flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={mapping.keptColumns.includes(name)}
                  onChange={(event) =>
                    onChange({
                      keptColumns: event.target.checked
                        ? [...mapping.keptColumns, name]
                        : mapping.keptColumns.filter((one) => one !== name),
                    })
                  }
                />
                <span>{name}</span>
                {personal.includes(name) && <span className="text-near">◐</span>}
              </label>
            ))}
          </div>
          {personal.length > 0 && <p className="pt-1 text-near">◐ {t('personalHint')}</p>}
        </fieldset>
      )}
      <div className="overflow-x-auto rounded-md border">
        <table className="w-full text-left whitespace-nowrap">
          <caption className="sr-only">{t('sample')}</caption>
          <thead className="bg-sunken text-muted">
            <tr>
              <th className="px-2 py-1 font-normal">{t('row')}</th>
              {source.columns.map((name) => (
                <th key={name} className="px-2 py-1 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {source.sample.slice(0, SAMPLE_ROWS).map(({ row, values }) => (
              <tr key={row} className="border-t">
                <td className="px-2 py-1 text-muted">{row}</td>
                {source.columns.map((name) => (
                  <td key={name} className="max-w-48 truncate px-2 py-1">
                    {values[name]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
