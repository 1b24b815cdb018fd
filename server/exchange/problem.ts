/**
 * One thing an import found wrong: where it is, what was expected, and what was done about it.
 * `row` counts from 1 in the file's own order; a CSV's header is row 1, as a spreadsheet shows it.
 */
export type Problem = {
  readonly file: string
  readonly row: number | null
  readonly field: string | null
  readonly reason: ProblemReason
  readonly message: string
  readonly action: 'skipped' | 'repaired' | 'unlocated' | 'kept'
}
export type ProblemReason =
  | 'broken_file'
  | 'bad_row'
  | 'missing_field'
  | 'bad_value'
  | 'duplicate'
  | 'invalid_geometry'
  | 'outside_city'
  | 'no_coordinates'
  | 'suspect_coordinates'
  | 'overlap'
  | 'gap'
  | 'encoding'

/** Collects the problems of one file. */
export class ProblemList {
  readonly #problems: Problem[] = []

  add(problem: Problem): void {
    this.#problems.push(problem)
  }

  get all(): readonly Problem[] {
    return this.#problems
  }
}
