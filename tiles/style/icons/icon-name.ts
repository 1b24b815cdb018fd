import type { Palette } from '../tokens.ts'

/**
 * An icon is named by all that draws it, so that a missing one can be drawn at any time, after a lost context too:
 * `tongguan:<shape>[:<colour>…]`, colours as #rrggbb.
 */
export type CaseShape = 'ring' | 'half' | 'triangle' | 'done'

export function caseIcon(shape: CaseShape, palette: Palette, isMachine: boolean): string {
  const color = { ring: palette.normal, half: palette.near, triangle: palette.overdue, done: palette.done }[
    shape
  ]
  return `tongguan:${shape}:${color}:${palette.halo}${isMachine ? `:${palette.machine}` : ''}`
}
