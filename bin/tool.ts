import { TargetError } from '../server/db/dump/target.ts'
import { DatabaseStartError } from '../server/db/embedded/start-embedded.ts'
import { CodedError } from '../server/errors.ts'
import { StartError } from '../server/start-error.ts'

/** What the operator can mend: told in a line, without a place in the program. */
export class ToolError extends Error {}

/** Runs a command-line tool: its lines to standard output, its failure in a sentence, and an exit code. */
export async function runTool(work: (say: (line: string) => void) => Promise<void>): Promise<void> {
  try {
    await work((line) => process.stdout.write(`${line}\n`))
  } catch (error) {
    const isExpected = [ToolError, TargetError, DatabaseStartError, StartError, CodedError].some(
      (expected) => error instanceof expected,
    )
    const { message, stack } = error as Error
    process.stderr.write(`\n✗ ${isExpected ? message : stack}\n`)
    process.exitCode = error instanceof DatabaseStartError ? error.exitCode : 1
  }
}
