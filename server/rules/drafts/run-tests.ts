import { decide } from '../evaluate-rule.ts'
import type { RuleTest } from '../tables.ts'

export type TestResult = {
  readonly isPassed: boolean
  /** Row and outcome that came out; null where no row fitted or the table cannot be read. */
  readonly got: { readonly rowId: string; readonly outcome: Readonly<Record<string, unknown>> } | null
}

/** Puts the cases kept with a rule to its table. */
export function runTests(content: unknown, tests: readonly RuleTest[]): Promise<TestResult[]> {
  return Promise.all(
    tests.map(async ({ facts, expected }) => {
      const decided = await decide(content, facts).catch(() => undefined)
      if (!decided) return { isPassed: false, got: null }
      const isPassed = Object.entries(expected).every(([name, value]) => decided.output[name] === value)
      return { isPassed, got: { rowId: decided.row.id, outcome: decided.output } }
    }),
  )
}
