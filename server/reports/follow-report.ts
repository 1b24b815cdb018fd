import { CASE_EVENTS } from '../cases/case-events.ts'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { CaseVerb } from '../exchange/bundle.ts'
import type { Services } from '../services.ts'

/** The steps that a reporter is told of; what goes on between departments is theirs. */
const PUBLIC_VERBS = Object.keys(CASE_EVENTS).filter((verb) => verb !== 'evaluate') as PublicVerb[]
type PublicVerb = Exclude<CaseVerb, 'evaluate'>

/** What became of a report, for whoever holds its token: states and times, no persons, no inner notes. */
export async function followReport(services: Services, followToken: string) {
  return withSystem(services.db, 'reports.follow', async (trx) => {
    const report = await trx
      .selectFrom('report')
      .leftJoin('case_record', 'case_record.case_id', 'report.case_id')
      .leftJoin('category', 'category.category_id', 'case_record.category_id')
      .leftJoin('department', 'department.department_id', 'case_record.department_id')
      .select([
        'report.reported_at',
        'report.received_at',
        'report.case_id',
        'report.description',
        'report.address',
        'case_record.number',
        'case_record.state',
        'category.name as category_name',
        'category.name_en as category_name_en',
        'department.name as department_name',
        'department.name_en as department_name_en',
      ])
      .where('follow_token', '=', followToken)
      .executeTakeFirst()
    if (!report)
      throw new CodedError('not_found', 'REPORT_NOT_FOUND', '没有这条上报', 'There is no such report', {
        field: 'followToken',
      })
    const steps = await trx
      .selectFrom('case_step')
      .select(['verb', 'to_state', 'at'])
      .where('case_id', '=', report.case_id ?? 0)
      .where('verb', 'in', PUBLIC_VERBS)
      .orderBy('at')
      .orderBy('step_id')
      .execute()
    const attachments = await attachmentsOf(trx, report)
    return {
      attachments,
      caseNumber: report.number ?? '',
      state: report.state,
      description: report.description,
      address: report.address,
      categoryName: report.category_name ?? '',
      categoryNameEn: report.category_name_en ?? '',
      departmentName: report.department_name ?? '',
      departmentNameEn: report.department_name_en ?? '',
      reportedAt: report.reported_at.toISOString(),
      steps: steps.map((step) => ({
        verb: step.verb as PublicVerb,
        toState: step.to_state,
        at: step.at.toISOString(),
      })),
    }
  })
}

/** The pictures and films that came with it; what others added to the case is not theirs. */
function attachmentsOf(trx: Trx, report: { readonly case_id: number | null; readonly received_at: Date }) {
  return trx
    .selectFrom('case_attachment')
    .innerJoin('attachment', 'attachment.sha256', 'case_attachment.sha256')
    .select(['attachment.sha256', 'attachment.mime'])
    .where('case_id', '=', report.case_id ?? 0)
    .where('case_attachment.at', '=', report.received_at)
    .groupBy(['attachment.sha256', 'attachment.mime'])
    .orderBy((eb) => eb.fn.min('ordinal'))
    .execute()
}

/** One of them, for whoever has the report's link; undefined where it is not of that report. */
export async function findFollowedAttachment(
  services: Pick<Services, 'db'>,
  followToken: string,
  sha256: string,
): Promise<{ readonly mime: string; readonly bytes: number } | undefined> {
  return withSystem(services.db, 'reports.follow', (trx) =>
    trx
      .selectFrom('report')
      .innerJoin('case_attachment', (join) =>
        join
          .onRef('case_attachment.case_id', '=', 'report.case_id')
          .onRef('case_attachment.at', '=', 'report.received_at'),
      )
      .innerJoin('attachment', 'attachment.sha256', 'case_attachment.sha256')
      .select(['mime', 'bytes'])
      .where('follow_token', '=', followToken)
      .where('attachment.sha256', '=', sha256)
      .executeTakeFirst(),
  )
}
