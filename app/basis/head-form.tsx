import { useTranslations } from 'next-intl'
import { Field, Input, Select } from '../_ui/field.tsx'
import type { Head } from './coding-types.ts'

export const LEVELS = [
  'law',
  'administrative',
  'local',
  'rule',
  'national_standard',
  'industry_standard',
  'local_standard',
  'policy',
] as const

/** What a regulation is called, how it ranks, who issued it and from when on it holds. */
export function HeadForm({ head, onChange }: { head: Head; onChange: (head: Head) => void }) {
  const t = useTranslations('basis')
  const set = (change: Partial<Head>) => onChange({ ...head, ...change })
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3 max-sm:grid-cols-1">
      <Field label={t('name')} isRequired>
        {(props) => (
          <Input {...props} value={head.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field label={t('nameEn')}>
        {(props) => (
          <Input
            {...props}
            value={head.titleEn ?? ''}
            onChange={(event) => set({ titleEn: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('rank')} isRequired>
        {(props) => (
          <Select
            {...props}
            value={head.level}
            onChange={(event) => set({ level: event.target.value as Head['level'] })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`level.${level}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('documentNumber')}>
        {(props) => (
          <Input
            {...props}
            value={head.documentNumber ?? ''}
            onChange={(event) => set({ documentNumber: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('issuer')}>
        {(props) => (
          <Input
            {...props}
            value={head.issuer ?? ''}
            onChange={(event) => set({ issuer: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('issued')}>
          {(props) => (
            <Input
              {...props}
              type="date"
              value={head.issuedOn ?? ''}
              onChange={(event) => set({ issuedOn: event.target.value || null })}
            />
          )}
        </Field>
        <Field label={t('effective')} isRequired>
          {(props) => (
            <Input
              {...props}
              type="date"
              value={head.effectiveOn}
              onChange={(event) => set({ effectiveOn: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  )
}
