import { useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { Field, Input, Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { type Fact, type Names, valueWords } from './words.ts'

type Facts = Outputs['rules']['explain']['facts']

/** The facts about a case, each in a control of its type; those that the table asks come first. */
export function FactsForm({
  facts,
  used,
  values,
  names,
  onChange,
}: {
  facts: readonly Fact[]
  used: readonly string[]
  values: Facts
  names: Names
  onChange: (values: Facts) => void
}) {
  const t = useTranslations('rules')
  const asked = facts.filter(({ name }) => used.includes(name))
  const others = facts.filter(({ name }) => !used.includes(name))
  const control = (fact: Fact) => (
    <FactControl
      key={fact.name}
      fact={fact}
      value={values[fact.name]}
      names={names}
      onChange={(value) => onChange({ ...values, [fact.name]: value })}
    />
  )
  return (
    <div className="grid gap-2">
      {asked.map(control)}
      {others.length > 0 && (
        <details>
          <summary className="py-1 text-muted">{t('factsNotAsked', { n: others.length })}</summary>
          <div className="grid gap-2 pt-1">{others.map(control)}</div>
        </details>
      )}
    </div>
  )
}

function FactControl({
  fact,
  value,
  names,
  onChange,
}: {
  fact: Fact
  value: string | number | boolean | undefined
  names: Names
  onChange: (value: string | number | boolean) => void
}) {
  const { locale } = usePreferences()
  const choices =
    fact.values?.map((one) => one.value) ?? (fact.type === 'boolean' ? [true, false] : undefined)
  const label = fact.unit ? `${fact[locale]} (${fact.unit})` : fact[locale]
  return (
    <Field
      label={label}
      hint={typeof value === 'string' && !choices && names[value] ? names[value][locale] : undefined}
    >
      {(props) =>
        choices ? (
          <Select
            {...props}
            data-fact={fact.name}
            value={JSON.stringify(value)}
            onChange={({ target }) => onChange(JSON.parse(target.value))}
          >
            {value === undefined && <option value={undefined} />}
            {choices.map((choice) => (
              <option key={String(choice)} value={JSON.stringify(choice)}>
                {valueWords(choice, fact, names, locale)}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...props}
            data-fact={fact.name}
            type={fact.type === 'number' ? 'number' : 'text'}
            value={value === undefined ? '' : String(value)}
            onChange={({ target }) =>
              onChange(fact.type === 'number' ? Number(target.value || 0) : target.value)
            }
          />
        )
      }
    </Field>
  )
}
