import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { maskName } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'
import { phoneDigits } from './call-rules.ts'

export const findCallerSchema = z.object({ phone: z.string().trim().max(24) })
const MAX_CASES = 20

/**
 * Who is calling: what this number has called about, newest first, within reach. Looking a person up is written into
 * the access log, with the number's last four digits only.
 */
export async function findCaller(services: Services, actor: Actor, input: z.infer<typeof findCallerSchema>) {
  const phone = phoneDigits(input.phone)
  if (!phone) return { name: '', callCount: 0, cases: [] }
  return withScope(services.db, actor, async (trx) => {
    await trx
      .insertInto('access_log')
      .values({
        user_id: actor.userId,
        subject: 'caller',
        subject_id: phone.slice(-4),
        at: services.clock.now(),
      })
      .execute()
    const { callCount } = await trx
      .selectFrom('hotline_call_private')
      .select((eb) => eb.fn.countAll<number>().as('callCount'))
      .where('caller_phone', '=', phone)
      .executeTakeFirstOrThrow()
    const reports = await trx
      .selectFrom('report_private')
      .innerJoin('report', 'report.report_id', 'report_private.report_id')
      .innerJoin('case_record', 'case_record.case_id', 'report.case_id')
      .leftJoin('category', 'category.category_id', 'case_record.category_id')
      .select([
        'report_private.reporter_name',
        'report.reported_at',
        'case_record.case_id',
        'case_record.number',
        'case_record.state',
        'case_record.description',
        'case_record.address',
        'category.name as category_name',
        'category.name_en as category_name_en',
      ])
      .where('report_private.reporter_phone', '=', phone)
      .orderBy('report.reported_at', 'desc')
      .limit(MAX_CASES)
      .execute()
    const seen = new Set<number>()
    return {
      name: maskName(reports.find((report) => report.reporter_name)?.reporter_name ?? null),
      callCount: Number(callCount),
      cases: reports.flatMap((report) => {
        if (seen.has(report.case_id)) return []
        seen.add(report.case_id)
        return [
          {
            caseId: report.case_id,
            number: report.number,
            state: report.state,
            description: report.description,
            address: report.address,
            categoryName: report.category_name ?? '',
            categoryNameEn: report.category_name_en ?? '',
            reportedAt: report.reported_at.toISOString(),
          },
        ]
      }),
    }
  })
}
