import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type BenchDefinition, countDisagreements, formatReport, runBench } from '../bench/harness.ts'

const SUFFIX = '.bench.ts'
const folder = join(import.meta.dirname, '..', 'bench')
const names = (await readdir(folder))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort()

const usage = `npm run bench -- <name …|all> [--json out.json]\nmeasurements: ${names.join(', ')}`

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const { positionals, values } = readArguments()
if (positionals.length === 0) {
  console.log(usage)
  process.exit(0)
}
const chosen = positionals.includes('all') ? names : positionals
for (const name of chosen) if (!names.includes(name)) fail(`no measurement named ${name}\n${usage}`)

const reports = []
for (const name of chosen) {
  const module = (await import(pathToFileURL(join(folder, name + SUFFIX)).href)) as {
    default: BenchDefinition
  }
  const report = await runBench(name, module.default, (line) => console.error(`  … ${line}`))
  console.log(`${formatReport(report).join('\n')}\n`)
  reports.push(report)
}
if (values.json) await writeFile(values.json, `${JSON.stringify(reports, null, 2)}\n`)

const disagreements = reports.reduce((sum, report) => sum + countDisagreements(report), 0)
if (disagreements > 0) {
  console.error(`${disagreements} answers differ between sides`)
  process.exitCode = 1
}
