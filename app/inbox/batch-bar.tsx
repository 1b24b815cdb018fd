import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { ActVerb } from '../../server/cases/machine.ts'
import { type Outputs, useApiClient } from '../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { NoteForm } from '../desk/case/note-form.tsx'

type Row = Pick<Outputs['cases']['act'], 'caseId' | 'number' | 'version' | 'state'>

/** One act on every marked case: sign for, or say in one text what was done. What fails stays marked, with why. */
export function BatchBar({
  rows,
  onMarked,
  onChanged,
}: {
  rows: readonly Row[]
  onMarked: (caseIds: ReadonlySet<number>) => void
  onChanged: () => void
}) {
  const t = useTranslations('inbox')
  const { locale } = usePreferences()
  const say = useToast()
  const client = useApiClient()
  const [isWriting, setWriting] = useState(false)
  const [isBusy, setBusy] = useState(false)
  // The same step of the same version keeps its key until it is answered: sent again it is done once.
  const keys = useRef(new Map<string, string>())
  const toSign = rows.filter(({ state }) => state === 'dispatched')
  const inHand = rows.filter(({ state }) => state === 'signed' || state === 'handled')

  async function step(row: Row, verb: ActVerb, note?: string): Promise<Row> {
    const intention = JSON.stringify([row.caseId, row.version, verb, note])
    const idempotencyKey = keys.current.get(intention) ?? newKey()
    keys.current.set(intention, idempotencyKey)
    const { caseId, version } = row
    try {
      const after = await client.cases.act.mutate({
        caseId,
        version,
        idempotencyKey,
        verb,
        ...(note && { note }),
      })
      keys.current.delete(intention)
      return after
    } catch (error) {
      if (codedErrorOf(error).code !== 'UNREACHABLE') keys.current.delete(intention)
      throw error
    }
  }

  async function run(chosen: readonly Row[], steps: (row: Row) => Promise<Row>) {
    setBusy(true)
    const failed: { row: Row; error: unknown }[] = []
    for (const row of chosen) await steps(row).catch((error: unknown) => failed.push({ row, error }))
    setBusy(false)
    if (failed.length === 0) setWriting(false)
    onMarked(new Set(failed.map(({ row }) => row.caseId)))
    onChanged()
    const done = chosen.length - failed.length
    if (done > 0) say({ kind: 'done', title: t('batchDone', { n: done }) })
    const [first] = failed
    if (first)
      say({
        kind: 'failed',
        title: t('batchFailed', { n: failed.length }),
        detail: `${first.row.number} ${errorTextOf(first.error, locale)}`,
      })
    return failed.length === 0
  }
  const feedBack = (note: string) =>
    run(inHand, async (row) => {
      const handled = row.state === 'signed' ? await step(row, 'handle') : row
      return step(handled, 'feed_back', note)
    })

  if (rows.length === 0) return null
  return (
    <div className="border-t bg-raised px-3 py-2" data-section="batch">
      {isWriting && inHand.length > 0 ? (
        <NoteForm
          draftKey="batch"
          verb="feed_back"
          label={t('feedBackNote', { n: inHand.length })}
          isBusy={isBusy}
          onSend={feedBack}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <span className="flex-1 text-muted">{t('marked', { n: rows.length })}</span>
          {toSign.length > 0 && (
            <Button
              look="primary"
              disabled={isBusy}
              data-batch="sign"
              onClick={() => void run(toSign, (row) => step(row, 'sign'))}
            >
              {t('signAll', { n: toSign.length })}
            </Button>
          )}
          {inHand.length > 0 && (
            <Button disabled={isBusy} data-batch="feed_back" onClick={() => setWriting(true)}>
              {t('feedBackAll', { n: inHand.length })}
            </Button>
          )}
          <Button look="quiet" onClick={() => onMarked(new Set())}>
            {t('unmark')}
          </Button>
        </div>
      )}
    </div>
  )
}
