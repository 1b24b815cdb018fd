import { pointsText } from './points-text.ts'

/** What counts now, and beside it, struck through, what was calculated. */
export function PointsMoved({ before, after }: { before: number; after: number | null }) {
  return (
    <span className="font-medium whitespace-nowrap tabular-nums">
      {after !== null && <del className="mr-1.5 font-normal text-muted">{pointsText(before)}</del>}
      {pointsText(after ?? before)}
    </span>
  )
}
