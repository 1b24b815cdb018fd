export type ImportCounts = {
  readonly rows: number
  readonly good: number
  readonly bad: number
  readonly inserted: number
  readonly changed: number
  readonly same: number
}
