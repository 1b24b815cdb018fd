import type { useTranslations } from 'next-intl'
import type { Permission } from '../../../server/identity/permissions.ts'
import type { CaseDetail } from './case-detail.ts'
import type { useWork, WorkOn } from './use-work.ts'
import type { WorkField, WorkValues } from './work-form.tsx'

type Send = Parameters<ReturnType<typeof useWork>['work']>[2]
export type WorkAction = {
  readonly name: string
  readonly title: string
  /** The key that opens it on the desk, with Shift. */
  readonly key: string
  readonly fields: readonly WorkField[]
  readonly send: (values: WorkValues) => Send
}

const ids = (list: string | undefined) => (list ?? '').split(',').filter(Boolean).map(Number)
const MINUTES_PER_HOUR = 60
const isYes = (value: string | undefined) => value === 'yes'

/** What this post may do to this case beside its steps, as forms. */
export function workActionsOf(
  detail: CaseDetail,
  me: {
    readonly permissions: readonly string[]
    readonly departmentIds: readonly number[]
    readonly isAdmin: boolean
  },
  t: ReturnType<typeof useTranslations<'casework'>>,
  clockName: ReturnType<typeof useTranslations<'desk'>>,
): WorkAction[] {
  const may = (permission: Permission) => me.permissions.includes(permission)
  const isOpen = detail.state !== 'closed' && detail.state !== 'canceled'
  const isWithDepartment = detail.state === 'dispatched' || detail.state === 'signed'
  const isTheirs =
    me.isAdmin || (detail.departmentId !== null && me.departmentIds.includes(detail.departmentId))
  const actions: (WorkAction | false)[] = [
    isWithDepartment && isTheirs && may('cases.request') && ask(t, clockName, detail.state === 'signed'),
    isWithDepartment &&
      detail.departmentId !== null &&
      isTheirs &&
      may('cases.assign') &&
      assign(t, detail.departmentId),
    isOpen && detail.departmentId !== null && may('cases.assist') && assist(t),
    isOpen && may('cases.meet') && meet(t, 'consult'),
    isOpen && detail.lngLat !== null && may('cases.meet') && meet(t, 'whistle'),
    isOpen && detail.departmentId !== null && may('cases.oversee') && oversee(t),
    detail.state === 'fed_back' &&
      may('cases.check') && {
        name: 'sendCheck',
        title: t('action.sendCheck'),
        key: 'K',
        fields: [],
        send: () => (client, on: WorkOn) => client.sendCheck.mutate(on),
      },
    detail.reports.length > 0 &&
      (detail.state === 'fed_back' || detail.state === 'closed') &&
      may('cases.call_back') &&
      callBack(t, detail),
    isOpen &&
      detail.timestamps.registeredAt !== null &&
      detail.family === null &&
      may('cases.decide') &&
      split(t),
  ]
  return actions.filter((action) => action !== false)
}

type T = ReturnType<typeof useTranslations<'casework'>>
const area = (name: string, label: string): WorkField => ({ name, label, kind: 'area' })

function ask(t: T, clockName: ReturnType<typeof useTranslations<'desk'>>, isSigned: boolean): WorkAction {
  const kinds = isSigned
    ? (['extend', 'return', 'defer', 'shelve'] as const)
    : (['extend', 'defer', 'shelve'] as const)
  const clocks = ['work_hours', 'urgent', 'work_days', 'natural_days'] as const
  const isExtension = { name: 'kind', is: ['extend'] }
  return {
    name: 'ask',
    title: t('action.ask'),
    key: 'R',
    fields: [
      {
        name: 'kind',
        label: t('request'),
        kind: 'select',
        options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
        hint: t('requestHint'),
      },
      {
        name: 'clock',
        label: t('clockKind'),
        kind: 'select',
        options: clocks.map((value) => ({ value, label: clockName(`clock.${value}`) })),
        when: [isExtension],
      },
      // Two fields, as nobody thinks of working time in minutes.
      {
        name: 'hours',
        label: t('amountHours'),
        kind: 'number',
        when: [isExtension, { name: 'clock', is: ['work_hours', 'urgent'] }],
      },
      {
        name: 'days',
        label: t('amountDays'),
        kind: 'number',
        when: [isExtension, { name: 'clock', is: ['work_days', 'natural_days'] }],
      },
      { name: 'until', label: t('until'), kind: 'time', when: [{ name: 'kind', is: ['defer', 'shelve'] }] },
      { name: 'ownerName', label: t('owner'), kind: 'text', when: [{ name: 'kind', is: ['shelve'] }] },
      area('reason', t('reason')),
    ],
    send: (values) => (client, on) =>
      client.ask.mutate({
        ...on,
        kind: values.kind as 'extend',
        reason: values.reason ?? '',
        ...(values.clock && { clock: values.clock as 'urgent' }),
        ...(values.hours && { amount: Number(values.hours) * MINUTES_PER_HOUR }),
        ...(values.days && { amount: Number(values.days) }),
        ...(values.until && { until: values.until }),
        ...(values.ownerName && { ownerName: values.ownerName }),
      }),
  }
}

function assign(t: T, departmentId: number): WorkAction {
  const text = (name: string, label: string): WorkField => ({ name, label, kind: 'text', isOptional: true })
  return {
    name: 'assign',
    title: t('action.assign'),
    key: 'U',
    fields: [
      { name: 'unitId', label: t('crew'), kind: 'crew', departmentId },
      text('workerName', t('worker')),
      text('contractor', t('contractor')),
      text('officialName', t('official')),
      { ...area('note', t('note')), isOptional: true },
    ],
    send:
      ({ unitId, ...said }) =>
      (client, on) =>
        client.assign.mutate({ ...on, unitId: Number(unitId), ...said }),
  }
}

function assist(t: T): WorkAction {
  return {
    name: 'assist',
    title: t('action.assist'),
    key: 'A',
    fields: [
      { name: 'departmentId', label: t('department'), kind: 'department' },
      { name: 'title', label: t('taskTitle'), kind: 'text' },
      { name: 'dueAt', label: t('dueAt'), kind: 'time' },
    ],
    send: (values) => (client, on) =>
      client.assist.mutate({
        ...on,
        departmentId: Number(values.departmentId),
        title: values.title ?? '',
        dueAt: values.dueAt ?? '',
      }),
  }
}

function meet(t: T, kind: 'consult' | 'whistle'): WorkAction {
  const isWhistle = kind === 'whistle'
  return {
    name: kind,
    title: t(`action.${kind}`),
    key: isWhistle ? 'W' : 'C',
    fields: [
      { name: 'topic', label: t('topic'), kind: 'text' },
      { name: 'departmentIds', label: t('departments'), kind: 'departments' },
      { name: 'deadlineAt', label: t('dueAt'), kind: 'time' },
      { name: 'place', label: t('place'), kind: 'text', isOptional: true },
      isWhistle
        ? { name: 'radiusMeters', label: t('radius'), kind: 'number', initial: '300' }
        : { name: 'pausesClock', label: t('pausesClock'), kind: 'flag' },
    ],
    send: (values) => (client, on) =>
      client.meet.mutate({
        ...on,
        kind,
        topic: values.topic ?? '',
        departmentIds: ids(values.departmentIds),
        place: values.place ?? '',
        deadlineAt: values.deadlineAt ?? '',
        ...(isWhistle
          ? { radiusMeters: Number(values.radiusMeters) }
          : { pausesClock: isYes(values.pausesClock) }),
      }),
  }
}

function oversee(t: T): WorkAction {
  const kinds = ['overtime', 'leader', 'important'] as const
  return {
    name: 'oversee',
    title: t('action.oversee'),
    key: 'O',
    fields: [
      {
        name: 'kind',
        label: t('orderKindLabel'),
        kind: 'select',
        options: kinds.map((value) => ({ value, label: t(`orderKind.${value}`) })),
      },
      {
        name: 'level',
        label: t('level'),
        kind: 'select',
        options: ['1', '2', '3'].map((value) => ({ value, label: value })),
      },
      area('requirement', t('requirement')),
      { name: 'dueAt', label: t('dueAt'), kind: 'time' },
    ],
    send: (values) => (client, on) =>
      client.oversee.mutate({
        ...on,
        kind: values.kind as 'leader',
        level: Number(values.level),
        requirement: values.requirement ?? '',
        dueAt: values.dueAt ?? '',
      }),
  }
}

function callBack(t: T, detail: CaseDetail): WorkAction {
  const outcomes = ['reached', 'unreachable', 'refused'] as const
  // No answer is the answer until somebody gave it.
  const unasked = { value: '', label: t('choose') }
  const yesNo = [unasked, { value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]
  const reached = [{ name: 'outcome', is: ['reached'] }]
  return {
    name: 'callBack',
    title: t('action.callBack'),
    key: 'B',
    fields: [
      {
        name: 'reportId',
        label: t('reporter'),
        kind: 'select',
        options: detail.reports.map(({ reportId, reporterMasked: { name, phone } }) => ({
          value: String(reportId),
          label: [name, phone].filter(Boolean).join(' ') || `#${reportId}`,
        })),
      },
      {
        name: 'outcome',
        label: t('outcomeLabel'),
        kind: 'select',
        options: [unasked, ...outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))],
      },
      { name: 'responded', label: t('responded'), kind: 'select', options: yesNo, when: reached },
      { name: 'resolved', label: t('resolved'), kind: 'select', options: yesNo, when: reached },
      { name: 'satisfied', label: t('satisfied'), kind: 'select', options: yesNo, when: reached },
      { ...area('note', t('note')), isOptional: true },
    ],
    send: (values) => (client, on) =>
      client.callBack.mutate({
        ...on,
        reportId: Number(values.reportId),
        outcome: values.outcome as 'reached',
        ...(values.outcome === 'reached' && {
          isResponded: isYes(values.responded),
          isResolved: isYes(values.resolved),
          isSatisfied: isYes(values.satisfied),
        }),
        note: values.note ?? '',
      }),
  }
}

function split(t: T): WorkAction {
  return {
    name: 'split',
    title: t('action.split'),
    key: 'S',
    fields: [
      { name: 'departmentIds', label: t('departments'), kind: 'departments' },
      area('note', t('reason')),
    ],
    send: (values) => (client, on) =>
      client.split.mutate({ ...on, departmentIds: ids(values.departmentIds), note: values.note ?? '' }),
  }
}
