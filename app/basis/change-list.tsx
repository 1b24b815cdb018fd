import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

type Change = Outputs['basis']['changes'][number]
type Verb = Change['may'][number]

/** What came in by files: what waits for another person, and what may be taken back as a whole. */
export function ChangeList() {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { data, error } = useQuery(useApi().basis.changes.queryOptions())
  return (
    <section aria-label={t('changes')} className="grid gap-2 border-t pt-3">
      <h3 className="font-medium">{t('changes')}</h3>
      {error && !data ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(error, locale)}
        </p>
      ) : !data ? (
        <Skeleton className="h-10" />
      ) : data.length === 0 ? (
        <p className="text-muted">{t('noChanges')}</p>
      ) : (
        <ul className="max-h-80 overflow-y-auto">
          {data.map((change) => (
            <ChangeItem key={change.changeId} change={change} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ChangeItem({ change }: { change: Change }) {
  const t = useTranslations('basis')
  const format = useFormatter()
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const decide = useMutation(api.basis.decideChange.mutationOptions())
  const [isUndoing, setUndoing] = useState(false)
  const [note, setNote] = useState('')
  /** Codes of the duty list and of links in words; names, notes and departments stand for themselves. */
  const said = (name: string, value: string) => {
    if (change.what === 'duties' && name === 'kind') return t(`kind.${value as 'upkeep'}`)
    if (change.what === 'duties' && name === 'level') return t(`government.${value as 'city'}`)
    if (change.what === 'links') return t(`linkState.${value as 'confirmed'}`)
    return value
  }
  const run = (verb: Verb) =>
    decide.mutate(
      { changeId: change.changeId, verb, note },
      {
        onSuccess: () => setUndoing(false),
        onSettled: () => void client.invalidateQueries({ queryKey: [['basis']] }),
      },
    )
  return (
    <li className="border-b py-2 last:border-0" data-change={change.state}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 flex-1">
          {t(`exchangeOf.${change.what}`)} · {t('rowsOf', { n: change.rowCount })}{' '}
          <span className={change.state === 'proposed' ? 'text-near' : 'text-muted'}>
            {t(`changeState.${change.state}`)}
          </span>
          <span className="block truncate text-muted">
            {change.fileName} · {change.proposedByName} ·{' '}
            {format.dateTime(new Date(change.proposedAt), 'moment')}
            {change.decidedByName && ` · ${change.decidedByName}`}
            {change.note && ` · ${change.note}`}
          </span>
        </span>
        {change.may.map((verb) => (
          <Button
            key={verb}
            data-verb={verb}
            look={verb === 'publish' ? 'primary' : 'plain'}
            disabled={decide.isPending}
            onClick={() => (verb === 'undo' ? setUndoing(true) : run(verb))}
          >
            {t(`changeVerb.${verb}`)}
          </Button>
        ))}
      </div>
      {change.state === 'proposed' && !change.may.includes('publish') && (
        <p className="text-muted">{t('waitsForOther')}</p>
      )}
      {isUndoing && (
        <form
          className="flex items-center gap-2 pt-1"
          onSubmit={(event) => {
            event.preventDefault()
            run('undo')
          }}
        >
          <Input
            aria-label={t('undoReason')}
            placeholder={t('undoReason')}
            value={note}
            required
            maxLength={500}
            onChange={({ target }) => setNote(target.value)}
          />
          <Button type="submit" look="danger" disabled={decide.isPending || note.trim() === ''}>
            {t('changeVerb.undo')}
          </Button>
        </form>
      )}
      {decide.error && (
        <p role="alert" className="text-overdue">
          {errorTextOf(decide.error, locale)}
        </p>
      )}
      <details>
        <summary className="py-1 text-muted">{t('changeRows')}</summary>
        <ul className="border-l-2 pl-3">
          {change.rows.map((row) => (
            <li key={row.what}>
              <span className={row.kind === 'removed' ? 'text-overdue' : 'text-muted'}>
                {t(`change.${row.kind}`)}
              </span>{' '}
              {row.what}
              {row.fields.map(({ name, from, to }) => (
                <span key={name} className="ml-2">
                  {from && <del className="text-muted">{said(name, from)}</del>} {to && said(name, to)}
                </span>
              ))}
            </li>
          ))}
        </ul>
        {change.rowCount > change.rows.length && (
          <p className="pl-3 text-muted">{t('more', { n: change.rowCount - change.rows.length })}</p>
        )}
      </details>
    </li>
  )
}
