import type { DeskFilter } from '../search-params.ts'

/** The views that an operator switches between all day; each sets only what it names. */
export const queueViews = {
  open: { open: true },
  waiting: { open: true, states: ['reported', 'verifying', 'accepted', 'registered'] },
  near: { open: true, clockLevels: ['near'] },
  overdue: { open: true, clockLevels: ['overdue'] },
  check: { open: true, states: ['fed_back'] },
  unlocated: { open: true, unlocated: true },
  finished: { open: false },
} as const satisfies Record<string, DeskFilter>
export type QueueView = keyof typeof queueViews

/** The filter with another view and the rest kept: category, department, area, time, text, shape. */
export function withView(filter: DeskFilter, view: QueueView): DeskFilter {
  const {
    open: _open,
    states: _states,
    clockLevels: _levels,
    unlocated: _unlocated,
    ids: _ids,
    ...rest
  } = filter
  const { ...viewFilter }: DeskFilter = queueViews[view]
  return { ...rest, ...viewFilter }
}

/** Which view a filter shows, if it is one. */
export function viewOf(filter: DeskFilter): QueueView | undefined {
  const core = ({ open, states, clockLevels, unlocated, ids }: DeskFilter) =>
    JSON.stringify([open, states, clockLevels, unlocated, ids])
  return (Object.keys(queueViews) as QueueView[]).find((view) => core(queueViews[view]) === core(filter))
}
