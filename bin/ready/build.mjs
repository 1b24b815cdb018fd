import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fail, productNode, root, run, say } from './shell.mjs'

const stamp = path.join(root, '.next/.ready')
const inputs = [
  'app',
  'geo',
  'tiles',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]

/** Builds the pages unless this very source has been built. */
export async function buildPages() {
  const { code, output } = await run(productNode(), ['app/_map/copy-assets.mjs'], { quiet: true })
  if (code !== 0) fail(`Copying the map's files failed.\n${output}`)
  const source = hashOf(inputs)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return
  say('· building the pages (about a minute, once for each version)')
  const build = await run(productNode(), ['node_modules/next/dist/bin/next', 'build'], {
    quiet: true,
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  if (build.code !== 0) {
    fail(
      `${/ENOSPC/.test(build.output) ? 'The disk is full.' : 'The pages do not build.'}\n${build.output.trim().split('\n').slice(-40).join('\n')}`,
    )
  }
  writeFileSync(stamp, source)
}

function hashOf(entries) {
  const hash = createHash('sha256')
  for (const entry of entries) addTo(hash, path.join(root, entry))
  return hash.digest('hex')
}

function addTo(hash, file) {
  if (!existsSync(file)) return
  const children = childrenOf(file)
  if (!children) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file))
    return
  }
  for (const child of children) if (!/\.(test|spec)\.tsx?$/.test(child)) addTo(hash, path.join(file, child))
}

function childrenOf(file) {
  try {
    return readdirSync(file).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
