import type { Services } from '../services.ts'
import { readClosures } from './closures.ts'

/** Closures in memory, where ways are reckoned: those that hold now or will. */
export async function refreshClosures({
  db,
  clock,
  locator,
}: Pick<Services, 'db' | 'clock' | 'locator'>): Promise<void> {
  locator.keepClosures(await readClosures(db, { from: clock.now() }))
}

/** Reads them anew whenever the log says that a road was closed or opened. @returns stops */
export function followClosures(services: Services): () => void {
  return services.events.subscribe((batch) => {
    if (!batch.some(({ type }) => type === 'road.closure_changed')) return
    refreshClosures(services).catch((error: unknown) =>
      services.log.error({ err: error }, 'closures of roads could not be read anew'),
    )
  })
}
