/** +1, −2.5, 0: a sign for what moves a score. */
export function pointsText(points: number): string {
  if (points === 0) return '0'
  return `${points > 0 ? '+' : '−'}${Math.abs(Math.round(points * 100) / 100).toLocaleString('en')}`
}
