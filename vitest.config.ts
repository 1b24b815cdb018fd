import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findNativePostgis } from './server/db/native-postgis.ts'

const ignored = ['node_modules/**', '.next/**', '.data/**', '.test/**']

const postgis = findNativePostgis()
// Where CI is set they are kept, and fail in test/global-setup.ts.
const isSkippingDatabase = 'missing' in postgis && !process.env.CI
if (isSkippingDatabase)
  console.warn(
    `!!! SKIPPED: every *.db.test.ts: ${postgis.missing}. On Debian: apt-get install postgresql-postgis`,
  )

/** `unit` is pure; `database` runs on native PostGIS; `embedded` on PGlite; `soak` takes long; `journeys` in Chromium against one started city. */
export default defineConfig({
  test: {
    // The tests are what the machine is for while they run; on two cores the default leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, '**/*.db.test.ts', '**/*.embedded.test.ts', '**/*.soak.test.ts'],
          // Whole cities are made in some; a busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          include: isSkippingDatabase ? [] : ['**/*.db.test.ts'],
          exclude: ignored,
          globalSetup: ['test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'embedded',
          include: ['**/*.embedded.test.ts'],
          exclude: ignored,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'soak',
          include: ['**/*.soak.test.ts'],
          exclude: ignored,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.spec.ts'],
          exclude: ignored,
          // A page on a busy machine takes its time.
          expect: { poll: { timeout: 20_000, interval: 100 } },
          globalSetup: ['e2e/global-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A second try on a stranger's busy machine, told aloud by e2e/visitor.ts; at one's own desk the first counts.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
  },
})
