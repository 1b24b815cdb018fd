'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import { Button } from '../../_ui/button.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import { LimitText } from '../../basis/limit-text.tsx'
import type { CaseDetail } from './case-detail.ts'
import { positionOf } from './position-of.ts'
import { Section } from './section.tsx'
import { useWork } from './use-work.ts'
import { type WorkAction, workActionsOf } from './work-actions.ts'
import { WorkForm } from './work-form.tsx'

/** What goes on beside the steps, and what this post may do about it. */
export function CaseWork({
  detail,
  onSelect,
  onChanged,
}: {
  detail: CaseDetail
  onSelect: (caseId: number) => void
  onChanged: (caseId: number) => void
}) {
  const t = useTranslations('casework')
  const desk = useTranslations('desk')
  const states = useTranslations('vocabulary.state')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions, roles, departmentIds, user } = useSession()
  const say = useToast()
  const { work, isBusy } = useWork(detail.caseId, onChanged)
  const [open, setOpen] = useState<WorkAction | null>(null)
  const isAdmin = (roles as readonly string[]).includes('admin')
  const isLeader = isAdmin || (roles as readonly string[]).includes('shift_leader')
  const isOf = (departmentId: number) => isAdmin || departmentIds.includes(departmentId)
  const may = (permission: (typeof permissions)[number]) => permissions.includes(permission)
  const actions = workActionsOf(detail, { permissions, departmentIds, isAdmin }, t, desk)
  const { requests, family, suggestions, tasks, meetings, orders, callbacks, pauses } = detail.work
  const colon = locale === 'zh' ? '：' : ': '
  const time = (iso: string) => format.dateTime(new Date(iso), 'moment')

  async function start(action: WorkAction) {
    if (action.fields.length > 0) setOpen(action)
    else await work(action.title, {}, action.send({}))
  }
  async function here(run: (lngLat: [number, number]) => Promise<unknown>) {
    const lngLat = await positionOf()
    if (lngLat) await run(lngLat)
    else say({ kind: 'failed', title: t('noPosition') })
  }
  useHotkeys('panel', (key) => {
    if (key === 'Escape' && open) {
      setOpen(null)
      return true
    }
    if (key === 'M' && mergeable.length > 0 && may('cases.merge')) {
      void mergeAll()
      return true
    }
    const action = actions.find((one) => one.key === key)
    if (!action || isBusy) return false
    void start(action)
    return true
  })
  const takeBack = (caseIds: readonly number[]) =>
    work(t('unmerge'), caseIds, async (client) => {
      for (const caseId of caseIds)
        await client.unmerge.mutate({ caseId, note: t('mergeUndone'), idempotencyKey: newKey() })
    })
  const merge = (caseIds: number[], reason?: { code: string; zh: string; en: string }) =>
    work(
      t('merge'),
      caseIds,
      (client, on) => client.merge.mutate({ ...on, caseIds, ...(reason && { reason }) }),
      () => void takeBack(caseIds),
    )
  const startUnmerge = (caseId: number, number: string) =>
    note(
      `${t('unmerge')} ${number.slice(-9)}`,
      [text('note', t('reason'))],
      ({ note = '' }) =>
        (client, on) =>
          client.unmerge.mutate({ ...on, caseId, note }),
    )
  // One that has others merged into it goes into none: this one may go into it instead.
  const isMaster = family.members.some((one) => one.family === 'merged')
  const mergeable = suggestions.filter((one) => !one.isMaster)
  const mergeAll = () =>
    merge(
      mergeable.map((one) => one.caseId),
      mergeable[0]?.reason,
    )
  const mergeInto = ({ caseId, reason }: (typeof suggestions)[number]) =>
    work(
      t('mergeInto'),
      [caseId, detail.caseId],
      (client, on) => client.merge.mutate({ ...on, caseId, caseIds: [detail.caseId], reason }),
      () => void takeBack([detail.caseId]),
    )
  const note = (title: string, fields: WorkAction['fields'], send: WorkAction['send']) =>
    setOpen({ name: title, title, key: '', fields, send })
  const text = (name: string, label: string) => ({ name, label, kind: 'area' as const })

  const isQuiet =
    actions.length === 0 &&
    [requests, family.members, suggestions, tasks, meetings, orders, callbacks, pauses].every(
      (list) => list.length === 0,
    ) &&
    !family.master
  if (isQuiet) return null
  return (
    <Section title={t('title')}>
      <p className="mb-2 text-near empty:hidden">
        {[
          detail.state === 'shelved' ? t('shelvedNow') : detail.isPaused && t('paused'),
          detail.isBound && t('bound'),
          detail.isSelfHandled && t('selfHandled'),
          detail.evaluation !== null && t('evaluated', { score: detail.evaluation }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ul className="flex flex-col gap-2">
        {family.master && (
          <Item>
            <div className="flex flex-wrap items-center gap-x-2">
              {detail.family === 'merged' ? t('merged') : t('child')}
              <CaseLink number={family.master.number} onClick={() => onSelect(family.master!.caseId)} />
              {detail.family === 'merged' && may('cases.merge') && (
                <Button
                  look="quiet"
                  disabled={isBusy}
                  onClick={() => startUnmerge(detail.caseId, detail.number)}
                >
                  {t('unmerge')}
                </Button>
              )}
            </div>
            {detail.family === 'child' && detail.sourceSystem !== 'tongguan-split' && may('cases.merge') && (
              <Button
                look="quiet"
                disabled={isBusy}
                onClick={() =>
                  note(
                    t('unparent'),
                    [text('note', t('reason'))],
                    ({ note = '' }) =>
                      (client, on) =>
                        client.unparent.mutate({ ...on, note }),
                  )
                }
              >
                {t('unparent')}
              </Button>
            )}
          </Item>
        )}
        {family.members.length > 0 && (
          <Item>
            <span className="text-muted">{t('members')}</span>
            {family.members.map((one) => (
              <div key={one.caseId} className="flex items-center gap-2" data-member={one.caseId}>
                <CaseLink number={one.number.slice(-9)} onClick={() => onSelect(one.caseId)} />
                <span className="shrink-0">{states(one.state)}</span>
                <span className="min-w-0 flex-1 truncate text-muted">
                  {one.family === 'child'
                    ? inLocale(locale, one.departmentName ?? '', one.departmentNameEn ?? '')
                    : one.description}
                </span>
                {one.family === 'merged' && may('cases.merge') && (
                  <Button look="quiet" disabled={isBusy} onClick={() => startUnmerge(one.caseId, one.number)}>
                    {t('unmerge')}
                  </Button>
                )}
              </div>
            ))}
          </Item>
        )}
        {suggestions.length > 0 && may('cases.merge') && (
          <Item>
            <div className="flex items-center justify-between">
              <span className="text-muted">{t('suggestions')}</span>
              {mergeable.length > 0 && (
                <Button disabled={isBusy} hotkey="⇧M" onClick={() => void mergeAll()} data-work="merge-all">
                  {t('mergeAll')}
                </Button>
              )}
            </div>
            {suggestions.slice(0, 5).map((one) => (
              <div key={one.caseId} className="flex items-center gap-2">
                <span className="min-w-0 flex-1">
                  <CaseLink number={one.number.slice(-9)} onClick={() => onSelect(one.caseId)} />{' '}
                  {one.reason[locale]}
                  <span className="text-muted"> · {t('sure', { score: one.score })}</span>
                </span>
                {!one.isMaster ? (
                  <Button look="quiet" disabled={isBusy} onClick={() => void merge([one.caseId], one.reason)}>
                    {t('merge')}
                  </Button>
                ) : (
                  !isMaster && (
                    <Button
                      look="quiet"
                      disabled={isBusy}
                      onClick={() => void mergeInto(one)}
                      data-work="merge-into"
                    >
                      {t('mergeInto')}
                    </Button>
                  )
                )}
              </div>
            ))}
          </Item>
        )}
        {requests.map((one) => (
          <Item key={one.requestId} name="request">
            <div>
              <span className="font-medium">{t(`kind.${one.kind}`)}</span>{' '}
              {one.amount !== null && one.clock && <LimitText clock={one.clock} amount={one.amount} />}{' '}
              {one.until && `${time(one.until)} `}
              <span className={one.state === 'pending' ? 'text-near' : 'text-muted'}>
                {t(`requestState.${one.state}`, { approver: one.approver[locale] })}
              </span>
            </div>
            <div className="text-muted">
              {one.askedName} · {time(one.askedAt)} · {one.reason}
              {one.decision && ` → ${one.decidedName}${colon}${one.decision}`}
            </div>
            {one.mayDecide && (
              <div className="mt-1 flex gap-2">
                {([true, false] as const).map((isApproved) => (
                  <Button
                    key={String(isApproved)}
                    disabled={isBusy}
                    onClick={() =>
                      note(
                        `${t(isApproved ? 'approve' : 'refuse')} · ${t(`kind.${one.kind}`)}`,
                        [text('note', t('decision'))],
                        ({ note = '' }) =>
                          (client, on) =>
                            client.decide.mutate({ ...on, requestId: one.requestId, isApproved, note }),
                      )
                    }
                  >
                    {t(isApproved ? 'approve' : 'refuse')}
                  </Button>
                ))}
              </div>
            )}
          </Item>
        ))}
        {tasks.map((one) => (
          <Item key={one.taskId} name={one.kind}>
            <div>
              <span className="font-medium">{one.kind === 'assist' ? t('action.assist') : t(one.kind)}</span>{' '}
              {inLocale(locale, one.unitName || one.departmentName, one.unitNameEn || one.departmentNameEn) ||
                t('nobodyNamed')}
              {one.kind === 'assist' && ` · ${one.title}`}{' '}
              <span className={one.state === 'open' ? 'text-near' : 'text-muted'}>
                {t(one.state === 'open' ? 'taskOpen' : one.state === 'done' ? 'done' : 'taskCanceled')}
                {one.state === 'open' && one.dueAt && ` · ${desk('due', { time: time(one.dueAt) })}`}
              </span>
            </div>
            <div className="text-muted">
              {one.reason?.[locale]}
              {one.reason && one.result && ' · '}
              {one.result &&
                (one.distanceMeters === null
                  ? t(`result.${one.result as 'pass'}`)
                  : t('checkedAt', {
                      result: t(`result.${one.result as 'pass'}`),
                      meters: one.distanceMeters,
                    }))}
              {one.note && ` ${one.note}`}
            </div>
            {one.state === 'open' &&
              one.kind === 'assist' &&
              one.departmentId !== null &&
              isOf(one.departmentId) &&
              may('cases.assist') && (
                <Button
                  disabled={isBusy}
                  onClick={() =>
                    note(
                      t('finish'),
                      [text('note', t('note'))],
                      ({ note = '' }) =>
                        (client, on) =>
                          client.finishAssist.mutate({ ...on, taskId: one.taskId, note }),
                    )
                  }
                >
                  {t('finish')}
                </Button>
              )}
            {one.state === 'open' && one.kind === 'check' && may('cases.check') && (
              <Button
                disabled={isBusy}
                onClick={() =>
                  void here(async (lngLat) =>
                    note(
                      t('checkReport'),
                      [
                        {
                          name: 'result',
                          label: t('checkResult'),
                          kind: 'select',
                          options: (['pass', 'not_pass', 'unable'] as const).map((value) => ({
                            value,
                            label: t(`result.${value}`),
                          })),
                        },
                        { ...text('note', t('note')), isOptional: true },
                      ],
                      ({ result, note = '' }) =>
                        (client, on) =>
                          client.reportCheck.mutate({
                            ...on,
                            taskId: one.taskId,
                            result: result as 'pass',
                            note,
                            lngLat,
                          }),
                    ),
                  )
                }
              >
                {t('checkReport')}
              </Button>
            )}
          </Item>
        ))}
        {meetings.map((one) => (
          <Item key={one.meetingId} name={one.kind}>
            <div>
              <span className="font-medium">{t(`action.${one.kind}`)}</span> {one.topic}{' '}
              <span className="text-muted">
                {one.byName} · {desk('due', { time: time(one.deadlineAt) })} {one.place}
              </span>
            </div>
            {one.parties.map((party) => (
              <div key={party.departmentId} className="flex flex-wrap items-center gap-2">
                <span>{inLocale(locale, party.name, party.nameEn)}</span>
                {one.kind === 'whistle' && (
                  <span className={party.cameAt && !party.isLate ? 'text-muted' : 'text-near'}>
                    {party.cameAt
                      ? `${t('came', { time: time(party.cameAt), meters: party.distanceMeters ?? 0 })}${party.isLate ? ` · ${t('late')}` : ''}`
                      : t('notCome')}
                    {party.score !== null && ` · ${party.score}/5`}
                  </span>
                )}
                {one.kind === 'whistle' &&
                  one.state === 'open' &&
                  !party.cameAt &&
                  isOf(party.departmentId) &&
                  may('cases.meet') && (
                    <Button
                      disabled={isBusy}
                      onClick={() =>
                        void here((lngLat) =>
                          work(t('checkIn'), [one.meetingId, lngLat], (client, on) =>
                            client.checkIn.mutate({
                              ...on,
                              meetingId: one.meetingId,
                              departmentId: party.departmentId,
                              lngLat,
                            }),
                          ),
                        )
                      }
                    >
                      {t('checkIn')}
                    </Button>
                  )}
                {one.kind === 'whistle' &&
                  party.score === null &&
                  !departmentIds.includes(party.departmentId) &&
                  may('cases.meet') && (
                    <Button
                      look="quiet"
                      disabled={isBusy}
                      onClick={() =>
                        note(
                          t('scoreIt'),
                          [
                            {
                              name: 'score',
                              label: t('score'),
                              kind: 'select',
                              options: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value })),
                            },
                          ],
                          ({ score }) =>
                            (client, on) =>
                              client.score.mutate({
                                ...on,
                                meetingId: one.meetingId,
                                departmentId: party.departmentId,
                                score: Number(score),
                              }),
                        )
                      }
                    >
                      {t('scoreIt')}
                    </Button>
                  )}
              </div>
            ))}
            {one.decision && <div className="text-muted">{one.decision}</div>}
            {one.state === 'open' && may('cases.decide') && (
              <Button
                disabled={isBusy}
                onClick={() =>
                  note(
                    t('conclude'),
                    [text('minutes', t('minutes')), text('decision', t('conclusion'))],
                    ({ minutes = '', decision = '' }) =>
                      (client, on) =>
                        client.conclude.mutate({ ...on, meetingId: one.meetingId, minutes, decision }),
                  )
                }
              >
                {one.kind === 'consult' ? t('conclude') : t('end')}
              </Button>
            )}
          </Item>
        ))}
        {orders.map((one) => (
          <Item key={one.orderId} name="order">
            <div>
              <span className="font-medium">{t(`orderKind.${one.kind}`)}</span>{' '}
              {t('levelOf', { level: one.level })} {one.requirement}{' '}
              <span className={one.repliedAt ? 'text-muted' : 'text-near'}>
                {one.repliedAt
                  ? `${t('reply')}${colon}${one.reply}`
                  : t('replyBy', { time: time(one.dueAt) })}
                {one.isEscalated && ` · ${t('escalated')}`}
              </span>
            </div>
            {!one.repliedAt && isOf(one.departmentId) && may('cases.request') && (
              <Button
                disabled={isBusy}
                onClick={() =>
                  note(
                    t('reply'),
                    [text('reply', t('reply'))],
                    ({ reply = '' }) =>
                      (client, on) =>
                        client.reply.mutate({ ...on, orderId: one.orderId, reply }),
                  )
                }
              >
                {t('reply')}
              </Button>
            )}
          </Item>
        ))}
        {callbacks.map((one) => (
          <Item key={one.callbackId} name="callback">
            <div>
              <span className="font-medium">{t('action.callBack')}</span> {t(`outcome.${one.outcome}`)}
              {one.outcome === 'reached' &&
                ` · ${(['responded', 'resolved', 'satisfied'] as const)
                  .map(
                    (key, index) =>
                      `${t(key)} ${[one.isResponded, one.isResolved, one.isSatisfied][index] ? t('yes') : t('no')}`,
                  )
                  .join(' · ')}`}{' '}
              <span className="text-muted">
                {one.byName} · {time(one.at)} {one.note}{' '}
                {one.excluded !== 'no' && `${t(`excluded.${one.excluded}`)} ${one.excludeReason}`}
              </span>
            </div>
            {one.excluded === 'no' && one.outcome === 'reached' && may('cases.call_back') && (
              <Button
                look="quiet"
                disabled={isBusy}
                onClick={() =>
                  note(
                    t('exclude'),
                    [text('reason', t('reason'))],
                    ({ reason = '' }) =>
                      (client, on) =>
                        client.exclude.mutate({ ...on, callbackId: one.callbackId, reason }),
                  )
                }
              >
                {t('exclude')}
              </Button>
            )}
            {one.excluded === 'asked' && !(isLeader && one.excludeAskedBy !== user.id) && (
              <div className="text-muted" data-exclusion="waits">
                {t('excludeWaits')}
              </div>
            )}
            {one.excluded === 'asked' && isLeader && one.excludeAskedBy !== user.id && (
              <div className="flex gap-2" data-exclusion="decide">
                {([true, false] as const).map((isApproved) => (
                  <Button
                    key={String(isApproved)}
                    disabled={isBusy}
                    onClick={() =>
                      void work(t('exclude'), [one.callbackId, isApproved], (client, on) =>
                        client.decideExclusion.mutate({ ...on, callbackId: one.callbackId, isApproved }),
                      )
                    }
                  >
                    {t(isApproved ? 'approve' : 'refuse')}
                  </Button>
                ))}
              </div>
            )}
          </Item>
        ))}
        {pauses.length > 0 && (
          <Item name="pauses">
            <span className="text-muted">{t('pauses')}</span>
            {pauses.map((one) => (
              <div key={one.pauseId}>
                {t(`pauseReason.${one.reasonCode}`)} {time(one.fromAt)} –{' '}
                {one.untilAt ? time(one.untilAt) : t('pauseOpen')}{' '}
                <span className="text-muted">{one.reason}</span>
              </div>
            ))}
          </Item>
        )}
      </ul>
      {actions.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-2 print:hidden">
          {actions.map((action) => (
            <Button
              key={action.name}
              hotkey={`⇧${action.key}`}
              disabled={isBusy}
              aria-expanded={open?.name === action.name}
              data-work={action.name}
              onClick={() => void start(action)}
            >
              {action.title}
            </Button>
          ))}
        </div>
      )}
      {open && (
        <WorkForm
          key={open.name}
          draftKey={`${detail.caseId}:${open.name}`}
          title={open.title}
          fields={open.fields}
          isBusy={isBusy}
          onCancel={() => setOpen(null)}
          onSend={async (values) => {
            const isDone = await work(open.title, values, open.send(values))
            if (isDone) setOpen(null)
            return isDone
          }}
        />
      )}
    </Section>
  )
}

function Item({ name, children }: { name?: string; children: ReactNode }) {
  return (
    <li className="flex flex-col gap-1 border-b pb-2 last:border-b-0" data-item={name}>
      {children}
    </li>
  )
}

function CaseLink({ number, onClick }: { number: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="text-accent hover:underline">
      {number}
    </button>
  )
}
