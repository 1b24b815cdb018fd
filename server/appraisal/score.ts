/** Fewer cases than this say little: scored, but not ranked. */
export const LEAST_CASES = 10
const FULL_SCORE = 100

/** 百分制得分: 100, and the points of a hundred cases; never below 0. Null without cases. */
export function scoreOf({
  cases,
  points,
}: {
  readonly cases: number
  readonly points: number
}): number | null {
  if (cases === 0) return null
  return Math.max(0, Math.round(10 * (FULL_SCORE + (100 * points) / cases)) / 10)
}

export type Ranked<T> = T & { readonly score: number | null; readonly rank: number | null }

/** Best first; equal scores share a rank and leave the next ones out (1, 2, 2, 4); those of too few cases come last. */
export function ranked<T extends { readonly cases: number; readonly points: number; readonly id: number }>(
  lines: readonly T[],
): Ranked<T>[] {
  const scored = lines.map((line) => ({
    ...line,
    score: scoreOf(line),
    isRanked: line.cases >= LEAST_CASES,
  }))
  scored.sort(
    (a, b) =>
      Number(b.isRanked) - Number(a.isRanked) ||
      (b.score ?? 0) - (a.score ?? 0) ||
      b.cases - a.cases ||
      a.id - b.id,
  )
  let rank = 0
  return scored.map(({ isRanked, ...line }, i) => {
    if (i === 0 || scored[i - 1]!.score !== line.score) rank = i + 1
    return { ...line, rank: isRanked ? rank : null } as unknown as Ranked<T>
  })
}

const GRADES = [95, 90, 80, 60] as const

/** 1 from 95 on, 2 from 90, 3 from 80, 4 from 60, else 5; null where there are too few cases to say. */
export function gradeOf({
  score,
  cases,
}: {
  readonly score: number | null
  readonly cases: number
}): number | null {
  if (score === null || cases < LEAST_CASES) return null
  return 1 + GRADES.filter((least) => score < least).length
}
