// Makes ready what a command needs, then runs it. Plain JavaScript for Node.js 20, as it runs before anything is installed.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { installDependencies } from './ready/dependencies.mjs'
import { fail, productNode, root } from './ready/shell.mjs'

const [command, ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Tongguan needs Node.js 20 or newer; this is ${process.version}.`)

await installDependencies()
if (command === 'start') {
  const { buildPages } = await import('./ready/build.mjs')
  await buildPages()
  become(['bin/start.ts', ...args])
} else if (command === 'test') {
  const { installTestPrograms } = await import('./ready/debian.mjs')
  const { runChecks } = await import('./ready/checks.mjs')
  await installTestPrograms()
  process.exit((await runChecks(args)) ? 0 : 1)
} else if (command === 'run') {
  become(args)
} else {
  fail(`Unknown command ${command ?? ''}: start, test or run.`)
}

/** Hands over to the product's own process: its output, its exit code, and the signals meant for it. */
function become(nodeArgs) {
  const child = spawn(productNode(), nodeArgs, {
    cwd: root,
    stdio: 'inherit',
    env: {
      NODE_ENV: 'production',
      ...process.env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
