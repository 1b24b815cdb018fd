import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useRenewal } from '../_live/use-renewal.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'

type HandOver = Outputs['answers']['mine'][number]

/** Questions that a person answers: those that wait for the reader, and those that the reader has asked. */
export function PeopleTab() {
  const { permissions } = useSession()
  const api = useApi()
  const client = useQueryClient()
  const mayReply = permissions.includes('answers.reply')
  useRenewal(
    (event) => event.type === 'notice.sent',
    () => void client.invalidateQueries({ queryKey: api.answers.pathKey() }),
  )
  const queue = useQuery({ ...api.answers.queue.queryOptions(), enabled: mayReply })
  const mine = useQuery(api.answers.mine.queryOptions())
  return (
    <div className="grid gap-5">
      {mayReply && <HandOverList kind="queue" query={queue} />}
      <HandOverList kind="mine" query={mine} />
    </div>
  )
}

function HandOverList({
  kind,
  query: { data, error, refetch },
}: {
  kind: 'queue' | 'mine'
  query: { data: HandOver[] | undefined; error: unknown; refetch: () => unknown }
}) {
  const t = useTranslations('ask')
  const shell = useTranslations('shell')
  return (
    <section aria-label={t(kind)} className="rounded-lg border bg-panel" data-list={kind}>
      <h2 className="px-4 pt-3 pb-1 font-semibold">{t(kind)}</h2>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div role="status" aria-label={shell('loading')} className="p-4">
          <Skeleton className="h-16" />
        </div>
      ) : data.length === 0 ? (
        <StateNote kind="empty" title={t(kind === 'mine' ? 'noMine' : 'noQueue')}>
          {t(kind === 'mine' ? 'noMineDetail' : 'noQueueDetail')}
        </StateNote>
      ) : (
        <ul>
          {data.map((one) => (
            <HandOverRow key={one.handOverId} one={one} canReply={kind === 'queue' && one.state === 'open'} />
          ))}
        </ul>
      )}
    </section>
  )
}

function HandOverRow({ one, canReply }: { one: HandOver; canReply: boolean }) {
  const t = useTranslations('ask')
  const format = useFormatter()
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const say = useToast()
  const renew = () => void client.invalidateQueries({ queryKey: api.answers.pathKey() })
  const claim = useMutation({
    ...api.answers.claim.mutationOptions(),
    onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
    onSettled: renew,
  })
  const when = (at: string) => format.dateTime(new Date(at), 'moment')
  return (
    <li
      className="border-t px-4 py-3 first:border-t-0"
      data-hand-over={one.handOverId}
      data-state={one.state}
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-base font-medium break-words">{one.question}</span>
        <span className={one.state === 'open' ? 'text-near' : 'text-done'}>
          {one.state === 'open' ? '○' : '●'} {t(`state.${one.state}`)}
        </span>
      </p>
      <p className="text-muted">
        {t('askedBy', { name: one.askerName })} · <time dateTime={one.askedAt}>{when(one.askedAt)}</time>
        {one.isOwned && one.state === 'open' && ` · ${t('owner', { name: one.ownerName })}`}
      </p>
      {one.note && <p className="whitespace-pre-wrap">{one.note}</p>}
      {one.state === 'answered' && (
        <div className="mt-2 rounded-md bg-sunken px-3 py-2">
          <p className="text-muted">
            {t('answeredBy', { name: one.ownerName })} ·{' '}
            <time dateTime={one.answeredAt ?? undefined}>{one.answeredAt && when(one.answeredAt)}</time>
          </p>
          <p className="text-base whitespace-pre-wrap" data-reply>
            {one.answer}
          </p>
        </div>
      )}
      {canReply && !one.isOwned && (
        <Button
          className="mt-2"
          disabled={claim.isPending}
          onClick={() => claim.mutate({ handOverId: one.handOverId, version: one.version })}
        >
          {t('claim')}
        </Button>
      )}
      {canReply && one.isOwnedByMe && <ReplyForm one={one} onDone={renew} />}
    </li>
  )
}

function ReplyForm({ one, onDone }: { one: HandOver; onDone: () => void }) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const say = useToast()
  const [answer, setAnswer] = useState('')
  const [isMissing, setMissing] = useState(false)
  const reply = useMutation({
    ...useApi().answers.reply.mutationOptions(),
    onSuccess: () => say({ kind: 'done', title: t('replied') }),
    onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
    onSettled: onDone,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(answer.trim() === '')
    if (answer.trim() === '') return
    reply.mutate({ handOverId: one.handOverId, version: one.version, answer })
  }
  return (
    <form onSubmit={submit} className="mt-2 flex flex-col gap-2">
      <Field label={t('reply')} error={isMissing ? t('replyMissing') : undefined}>
        {(props) => (
          <TextArea
            {...props}
            name="reply"
            rows={3}
            maxLength={4000}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" className="self-start" disabled={reply.isPending}>
        {t('replySend')}
      </Button>
    </form>
  )
}
