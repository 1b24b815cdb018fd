import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildPages } from './build.mjs'
import { productNode, root, run, say, step } from './shell.mjs'

const folders = ['app', 'bench', 'bin', 'e2e', 'geo', 'seed', 'server', 'test', 'tiles']

const checks = {
  types: () => run('tsc', ['--noEmit'], { quiet: true }),
  lint: () => run('biome', ['check', '--error-on-warnings', '.'], { quiet: true }),
  imports: () => run('depcruise', ['--config', '.dependency-cruiser.cjs', ...folders], { quiet: true }),
  'dead code': () => run('knip', [], { quiet: true }),
}
const suites = ['unit', 'database', 'embedded', 'journeys']
/** Too long for every day: only where named. */
const longSuites = ['soak']

/**
 * Runs every check and every suite, or those named, and ends on one line that counts tests.
 * All of them run even where one fails, so that one run tells everything.
 */
export async function runChecks(only) {
  const chosen = (name) => only.length === 0 || only.includes(name)
  let isPassing = true
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, check] of Object.entries(checks)) {
    if (chosen(name)) isPassing = (await step(name, check)) && isPassing
  }
  for (const suite of [...suites, ...longSuites]) {
    if (longSuites.includes(suite) ? !only.includes(suite) : !chosen(suite)) continue
    if (suite === 'journeys') await buildPages()
    say(`· ${suite} tests`)
    isPassing = (await runSuite(suite, counts)) && isPassing
  }
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  if (!isPassing) say('✗ something above failed')
  return isPassing
}

async function runSuite(suite, counts) {
  const report = path.join(root, `.test/${suite}.json`)
  rmSync(report, { force: true })
  const { code } = await run(
    productNode(),
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      suite,
      '--passWithNoTests',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { env: process.stdout.isTTY ? {} : { NO_COLOR: '1' } },
  )
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    counts.passed += numPassedTests
    counts.failed += numFailedTests
    counts.skipped += numPendingTests + numTodoTests
  } catch {
    counts.failed += code === 0 ? 0 : 1
  }
  return code === 0
}
