import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { View } from './outputs.ts'
import { SheetDialog, type SheetVerb } from './sheet-dialog.tsx'

type StepState = 'done' | 'now' | 'to_come'
const marks: Record<StepState, string> = { done: '●', now: '◐', to_come: '○' }

/** The way of a sheet: who did which step and when, and the next one for whoever may take it. */
export function SheetSteps({ view, openAppeals }: { view: View; openAppeals: number }) {
  const t = useTranslations('appraisal')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [asking, setAsking] = useState<SheetVerb | null>(null)
  const calculate = useMutation(
    api.appraisal.calculateSheet.mutationOptions({
      // Waited for: until the page knows of the new sheet nothing is done to the old one.
      onSettled: () => client.invalidateQueries({ queryKey: api.appraisal.pathKey() }),
    }),
  )
  const { sheet, month } = view
  const may = (verb: 'calculate' | 'publish' | 'apply') => permissions.includes(`appraisal.${verb}`)
  const run = () =>
    calculate.mutate(
      { month },
      {
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  if (!sheet)
    return (
      <StateNote
        kind="empty"
        title={t('noneTitle', { month })}
        action={
          may('calculate') && (
            <Button look="primary" disabled={calculate.isPending} onClick={run} data-calculate>
              {t('calculate')}
            </Button>
          )
        }
      >
        {may('calculate') ? t('noneCan') : t('noneWait')}
      </StateNote>
    )
  const { state } = sheet
  const isOut = state === 'published' || state === 'applied'
  const moment = (at: string) => format.dateTime(new Date(at), 'moment')
  const who = (name: string, at: string | null) => at && t('by', { name, time: moment(at) })
  const steps: readonly {
    name: 'calculate' | 'publish' | 'appeal' | 'apply'
    state: StepState
    said: ReactNode
    action?: ReactNode
  }[] = [
    {
      name: 'calculate',
      state: state === 'calculated' || isOut ? 'done' : 'now',
      said: who(sheet.calculatedBy, sheet.asOf),
      action: may('calculate') && !isOut && (
        <Button
          data-calculate
          disabled={calculate.isPending || state === 'running'}
          onClick={run}
          look={state === 'failed' ? 'primary' : 'plain'}
        >
          {t('calculateAgain')}
        </Button>
      ),
    },
    {
      name: 'publish',
      state: isOut ? 'done' : state === 'calculated' ? 'now' : 'to_come',
      said: who(sheet.publishedBy, sheet.publishedAt),
      action:
        may('publish') &&
        (state === 'calculated' ? (
          <Button
            look="primary"
            disabled={!sheet.isWholeMonth || sheet.lines.length === 0}
            onClick={() => setAsking('publish')}
            data-publish
          >
            {t('publish')}
          </Button>
        ) : (
          state === 'published' && (
            <Button look="danger" onClick={() => setAsking('withdraw')} data-withdraw>
              {t('withdraw')}
            </Button>
          )
        )),
    },
    {
      name: 'appeal',
      state: state === 'applied' ? 'done' : state === 'published' ? 'now' : 'to_come',
      said: isOut && (
        <>
          {sheet.appealUntil && t('until', { time: moment(sheet.appealUntil) })}
          {openAppeals > 0 && (
            <span className="ml-1.5 text-near">{t('openAppeals', { count: openAppeals })}</span>
          )}
        </>
      ),
    },
    {
      name: 'apply',
      state: state === 'applied' ? 'done' : 'to_come',
      said: who(sheet.appliedBy, sheet.appliedAt),
      action: may('apply') && state === 'published' && (
        <Button
          look={sheet.isAppealTime || openAppeals > 0 ? 'plain' : 'primary'}
          disabled={sheet.isAppealTime || openAppeals > 0}
          onClick={() => setAsking('apply')}
          data-apply
        >
          {t('apply')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <ol className="grid gap-px overflow-hidden rounded-lg border bg-line grid-cols-2 lg:grid-cols-4">
        {steps.map((step) => (
          <li
            key={step.name}
            data-step={step.name}
            data-step-state={step.state}
            className="flex flex-col gap-1 bg-panel p-3"
          >
            <span
              className={classNames(
                'flex min-h-8 items-center gap-1.5 font-semibold',
                step.state === 'to_come' && 'text-muted',
              )}
            >
              <span aria-hidden className={step.state === 'to_come' ? 'text-faint' : 'text-accent'}>
                {marks[step.state]}
              </span>
              {t(`step.${step.name}`)}
              <span className="ml-auto">{step.action}</span>
            </span>
            <span className="text-muted">{step.said || t(`stepMeans.${step.name}`)}</span>
          </li>
        ))}
      </ol>
      {asking && <SheetDialog verb={asking} month={month} sheet={sheet} onClose={() => setAsking(null)} />}
    </>
  )
}
