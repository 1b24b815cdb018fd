'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../../_trpc/api.ts'
import type { CaseDetail } from './case-detail.ts'
import { Section } from './section.tsx'

type State = CaseDetail['state']
/** The standard's line from left to right; what leaves it stands below. In units of the drawing. */
const line: readonly State[] = [
  'reported',
  'accepted',
  'registered',
  'dispatched',
  'signed',
  'handled',
  'fed_back',
  'closed',
]
const stepX = 54
const lineY = 46
const lowY = 104
const placeOf: Readonly<Record<State, { x: number; y: number }>> = {
  ...(Object.fromEntries(line.map((state, index) => [state, { x: 30 + index * stepX, y: lineY }])) as Record<
    State,
    { x: number; y: number }
  >),
  verifying: { x: 30 + stepX / 2, y: lowY },
  shelved: { x: 30 + 4 * stepX, y: lowY },
  canceled: { x: 30 + 7 * stepX, y: lowY },
}

/** The lifecycle as the machine has it, with the way that this case took lit. */
export function CasePath({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('casework')
  const names = useTranslations('vocabulary.state')
  const verbs = useTranslations('vocabulary.done')
  const { data: machine } = useQuery({ ...useApi().cases.machine.queryOptions(), staleTime: Infinity })
  if (!machine) return null
  const taken = new Set(detail.steps.map((step) => `${step.fromState}>${step.toState}`))
  const been = new Set<State>(detail.steps.map((step) => step.toState))
  const edges = [...new Map(machine.edges.map((edge) => [`${edge.from}>${edge.to}`, edge])).values()]
    .filter((edge) => edge.from !== edge.to)
    // The taken ones lie on top.
    .toSorted((a, b) => Number(taken.has(`${a.from}>${a.to}`)) - Number(taken.has(`${b.from}>${b.to}`)))
  return (
    <Section title={t('path')}>
      <svg
        viewBox="-12 0 464 136"
        role="img"
        aria-label={t('pathLabel', { steps: detail.steps.map((step) => verbs(step.verb)).join(' → ') })}
        // Wider than it is drawn, its text would be larger than that around it.
        className="w-full max-w-[464px]"
        data-case-path=""
      >
        {edges.map((edge) => {
          const isTaken = taken.has(`${edge.from}>${edge.to}`)
          return (
            <path
              key={`${edge.from}>${edge.to}`}
              d={curveOf(edge.from, edge.to)}
              data-edge={`${edge.from}>${edge.to}`}
              data-taken={isTaken || undefined}
              fill="none"
              className={isTaken ? 'stroke-accent' : 'stroke-line'}
              strokeWidth={isTaken ? 2 : 1}
            >
              <title>{`${names(edge.from)} → ${names(edge.to)}`}</title>
            </path>
          )
        })}
        {machine.states.map((state, index) => {
          const { x, y } = placeOf[state]
          const isNow = state === detail.state
          const isAbove = y === lineY && line.indexOf(state) % 2 === 0
          return (
            <g key={state} data-node={state} data-index={index}>
              <circle
                cx={x}
                cy={y}
                r={isNow ? 6 : 4}
                className={
                  isNow
                    ? 'fill-accent stroke-accent'
                    : been.has(state)
                      ? 'fill-panel stroke-accent'
                      : 'fill-panel stroke-line-strong'
                }
                strokeWidth={1.5}
              />
              <text
                x={x}
                y={isAbove ? y - 13 : y + 23}
                textAnchor="middle"
                className={isNow ? 'fill-ink font-semibold' : been.has(state) ? 'fill-ink' : 'fill-muted'}
                fontSize={15}
                paintOrder="stroke"
                stroke="var(--panel)"
                strokeWidth={3}
              >
                {names(state)}
              </text>
            </g>
          )
        })}
      </svg>
    </Section>
  )
}

/** Neighbours are joined straight; a way back arches over the line, a way out of it dips below. */
function curveOf(from: State, to: State): string {
  const a = placeOf[from]
  const b = placeOf[to]
  const isNext = line.indexOf(to) - line.indexOf(from) === 1
  if (a.y === lineY && b.y === lineY && isNext) return `M${a.x},${a.y}L${b.x},${b.y}`
  if (a.y === lineY && b.y === lineY) {
    const lift = Math.min(34, 12 + Math.abs(a.x - b.x) / 12) * (a.x > b.x ? 1 : -1)
    return `M${a.x},${a.y}Q${(a.x + b.x) / 2},${lineY + lift} ${b.x},${b.y}`
  }
  return `M${a.x},${a.y}Q${(a.x + b.x) / 2},${(a.y + b.y) / 2 + 14} ${b.x},${b.y}`
}
