import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** Reports that came again under a known id with other content, oldest first; each waits for a person. */
export async function listConflicts(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('report_conflict')
      .innerJoin('report', 'report.report_id', 'report_conflict.report_id')
      .leftJoin('case_record', 'case_record.case_id', 'report.case_id')
      .select([
        'report_conflict.conflict_id',
        'report_conflict.source_system',
        'report_conflict.source_id',
        'report_conflict.payload',
        'report_conflict.received_at',
        'report.description',
        'report.address',
        'report.reported_at',
        'report.case_id',
        'case_record.number',
      ])
      .where('resolved_at', 'is', null)
      .orderBy('report_conflict.received_at')
      .limit(200)
      .execute()
    return rows.map((row) => {
      const newer = row.payload as { readonly description?: string; readonly address?: string }
      return {
        conflictId: row.conflict_id,
        sourceSystem: row.source_system,
        sourceId: row.source_id,
        receivedAt: row.received_at.toISOString(),
        caseId: row.case_id,
        caseNumber: row.number ?? '',
        first: {
          description: row.description,
          address: row.address,
          reportedAt: row.reported_at.toISOString(),
        },
        second: { description: newer.description ?? '', address: newer.address ?? '' },
      }
    })
  })
}
