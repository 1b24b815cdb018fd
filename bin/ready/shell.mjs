import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** The project's root folder. */
export const root = path.resolve(import.meta.dirname, '../..')

/** Says one line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Says what is wrong and what to do, and leaves. */
export function fail(line) {
  process.stderr.write(`\n✗ ${line}\n`)
  process.exit(1)
}

/**
 * The Node.js that runs the product: the packaged 24.x where the platform has one, so that an older system Node will do;
 * else this one if it can strip types.
 */
export function productNode() {
  const packaged = path.join(root, 'node_modules/.bin/node')
  if (existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `This platform (${process.platform}-${process.arch}) has no packaged Node.js 24 and the installed one is ${process.version}. Install Node.js 24 or newer and run again.`,
  )
}

/**
 * Runs a command in the root folder with the project's own tools first on the PATH.
 * `quiet` keeps the output and resolves with it; else it is passed through.
 */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: {
        ...process.env,
        PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
        ...env,
      },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }))
  })
}

/** Runs one named step with its time; answers whether it passed, and prints its output only where it did not. */
export async function step(name, work) {
  const startedAt = performance.now()
  process.stdout.write(`· ${name} … `)
  const { code, output, note } = await work()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(
    code === 0 ? `ok${note ? ` (${note})` : ''} ${seconds} s\n` : `FAILED ${seconds} s\n${output ?? ''}\n`,
  )
  return code === 0
}
