import { existsSync, readdirSync } from 'node:fs'
import { run, say } from './shell.mjs'

const wanted = [
  { name: 'PostgreSQL with PostGIS', packages: ['postgresql-postgis'], isThere: hasPostgis },
  { name: 'GDAL programs', packages: ['gdal-bin'], isThere: () => existsSync('/usr/bin/ogrinfo') },
  { name: 'Chromium', packages: ['chromium'], isThere: () => existsSync('/usr/bin/chromium') },
]

/**
 * Installs what only the tests need and npm cannot bring, by apt where that is allowed.
 * What stays missing is named; the tests that need it then skip, and fail where CI is set.
 */
export async function installTestPrograms() {
  const missing = wanted.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(' and ')
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    say(
      `! ${names} missing, and this user cannot install by apt: the tests that need it are skipped${process.env.CI ? ' and fail, as CI is set' : ''}.`,
    )
    say(`  To have them: sudo apt-get install -y ${missing.flatMap(({ packages }) => packages).join(' ')}`)
    return
  }
  say(`· installing ${names} by apt (once)`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { quiet: true, env })
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing.flatMap(({ packages }) => packages)],
    { quiet: true, env },
  )
  if (code !== 0) say(`! apt could not install ${names}:\n${output.trim().split('\n').slice(-5).join('\n')}`)
}

/** The library, not the control file: that one stays behind when the package is removed. */
function hasPostgis() {
  const versions = '/usr/lib/postgresql'
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => {
      const libraries = `${versions}/${version}/lib`
      return existsSync(libraries) && readdirSync(libraries).some((file) => /^postgis-\d+\.so$/.test(file))
    })
  )
}
