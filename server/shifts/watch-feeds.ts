import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { readFeeds } from '../wall/read-feeds.ts'
import { logByItself } from './log-by-itself.ts'

/** A feed that has gone silent is written down, once each time; one that never spoke is not. */
export function watchFeeds({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  return withSystem(db, 'shifts.watch_feeds', async (trx) => {
    for (const { code, name, nameEn, lastAt, stale } of await readFeeds(trx, now)) {
      if (!stale || lastAt === null) continue
      const minutes = Math.floor((now.getTime() - Date.parse(lastAt)) / 60_000)
      await logByItself(trx, {
        cause: 'feed_failed',
        key: `${code}:${lastAt}`,
        at: now,
        zh: `数据源中断：${name}，已 ${minutes} 分钟没有数据`,
        en: `Feed silent: ${nameEn}, nothing for ${minutes} minutes`,
      })
    }
  })
}
