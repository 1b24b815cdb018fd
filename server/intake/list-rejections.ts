import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'

/** What came in and could not be taken, oldest first; each waits for a person. */
export async function listRejections(services: Services) {
  const rows = await withSystem(services.db, 'intake.list', (trx) =>
    trx
      .selectFrom('intake_rejection')
      .select([
        'rejection_id',
        'source',
        'received_at',
        'code',
        'field',
        'message',
        'message_zh',
        'expected',
        'excerpt',
      ])
      .where('settled_at', 'is', null)
      .orderBy('received_at')
      .limit(200)
      .execute(),
  )
  return rows.map((row) => ({
    rejectionId: row.rejection_id,
    source: row.source,
    receivedAt: row.received_at.toISOString(),
    code: row.code,
    field: row.field,
    message: row.message,
    messageZh: row.message_zh,
    expected: row.expected,
    excerpt: row.excerpt,
  }))
}
