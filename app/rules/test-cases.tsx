import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { FactsForm } from './facts-form.tsx'
import type { Draft, Tests } from './use-draft.ts'
import { initialFacts, outcomeWords } from './words.ts'

type Looked = Outputs['rules']['save']
type Test = Tests[number]

/** Cases of one's own kept with the rule: facts, the outcome expected, and whether the draft gives it. */
export function TestCases({
  draft,
  tests,
  looked,
  isEditable,
  onEdit,
}: {
  draft: Draft
  tests: Tests
  looked: Looked
  isEditable: boolean
  onEdit: (tests: Tests) => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const [open, setOpen] = useState<number | null>(null)
  const decisive = draft.outcomes.filter(({ isReason }) => !isReason)
  const say = (outcome: Readonly<Record<string, unknown>>) =>
    decisive
      .filter(({ name }) => outcome[name] !== undefined)
      .map((one) => outcomeWords(JSON.stringify(outcome[one.name]), one, locale))
      .join(' ')
  const failed = looked.testResults.filter(({ isPassed }) => !isPassed).length
  return (
    <section className="border-t px-4 py-3" aria-label={t('tests')}>
      <h3 className="flex items-center justify-between gap-2 pb-1 font-semibold">
        {t('tests')}
        <span className="font-normal text-muted" data-tests-failed={failed}>
          {tests.length === 0
            ? t('testsNone')
            : t('testsPassed', {
                passed: looked.testResults.length - failed,
                all: looked.testResults.length,
              })}
        </span>
      </h3>
      <ul>
        {tests.map((test, index) => {
          const result = looked.tests[index]?.name === test.name ? looked.testResults[index] : undefined
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two tests may have one name
            <li key={index} className="flex items-center gap-2">
              <button
                type="button"
                className="min-h-9 min-w-0 flex-1 text-left hover:text-accent pointer-coarse:min-h-11"
                onClick={() => setOpen(index)}
              >
                <span className={result?.isPassed === false ? 'text-overdue' : ''}>
                  {result && (result.isPassed ? '✓ ' : '▲ ')}
                  {test.name}
                </span>
                <span className="block text-muted">
                  {t('expects', { outcome: say(test.expected) })}
                  {result?.isPassed === false &&
                    ` · ${result.got ? t('got', { row: result.got.rowId, outcome: say(result.got.outcome) }) : t('noRowFits')}`}
                </span>
              </button>
              {isEditable && (
                <Button
                  look="quiet"
                  size="icon"
                  onClick={() => onEdit(tests.toSpliced(index, 1))}
                  aria-label={`${t('removeTest')} ${test.name}`}
                >
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {isEditable && (
        <Button className="mt-2" onClick={() => setOpen(tests.length)} data-add-test>
          <Plus aria-hidden className="size-4" /> {t('addTest')}
        </Button>
      )}
      {open !== null && (
        <TestDialog
          draft={draft}
          names={looked.names}
          test={tests[open]}
          isEditable={isEditable}
          onClose={() => setOpen(null)}
          onKeep={(test) => {
            onEdit(open < tests.length ? tests.with(open, test) : [...tests, test])
            setOpen(null)
          }}
        />
      )}
    </section>
  )
}

function TestDialog({
  draft,
  names,
  test,
  isEditable,
  onClose,
  onKeep,
}: {
  draft: Draft
  names: Looked['names']
  test: Test | undefined
  isEditable: boolean
  onClose: () => void
  onKeep: (test: Test) => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const decisive = draft.outcomes.filter(({ isReason }) => !isReason)
  const [name, setName] = useState(test?.name ?? '')
  const [facts, setFacts] = useState(test?.facts ?? initialFacts(draft.facts))
  const [expected, setExpected] = useState(
    test?.expected ??
      Object.fromEntries(
        decisive.map((one) => [
          one.name,
          one.values?.[0]?.value ?? (one.type === 'number' ? 0 : one.type === 'boolean' ? false : ''),
        ]),
      ),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('testTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            data-keep-test
            disabled={!isEditable || name.trim() === ''}
            onClick={() => onKeep({ name: name.trim(), facts, expected })}
          >
            {t('keepTest')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Field label={t('testName')} isRequired>
          {(props) => <Input {...props} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        {decisive.map((one) => (
          <Field key={one.name} label={`${t('expected')}: ${one[locale]}`}>
            {(props) =>
              one.values ? (
                <Select
                  {...props}
                  data-expected={one.name}
                  value={JSON.stringify(expected[one.name])}
                  onChange={({ target }) =>
                    setExpected({ ...expected, [one.name]: JSON.parse(target.value) })
                  }
                >
                  {one.values.map((choice) => (
                    <option key={String(choice.value)} value={JSON.stringify(choice.value)}>
                      {choice[locale]}
                    </option>
                  ))}
                </Select>
              ) : (
                <Input
                  {...props}
                  type={one.type === 'number' ? 'number' : 'text'}
                  value={String(expected[one.name] ?? '')}
                  onChange={({ target }) =>
                    setExpected({
                      ...expected,
                      [one.name]: one.type === 'number' ? Number(target.value || 0) : target.value,
                    })
                  }
                />
              )
            }
          </Field>
        ))}
        <h4 className="font-medium">{t('facts')}</h4>
        <FactsForm
          facts={draft.facts}
          used={draft.table.inputs}
          values={facts}
          names={names}
          onChange={setFacts}
        />
      </div>
    </Dialog>
  )
}
