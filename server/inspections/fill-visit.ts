import { sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { contentSha256 } from '../reports/content-sha256.ts'
import { takeIn } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { findItem, type Item } from './read-pool.ts'
import type { Check } from './tables.ts'
import { mustBeOpenVisit, onVisitSchema, timeSaid, type Visit, withVisit } from './with-visit.ts'

export const fillSchema = onVisitSchema.extend({
  answers: z
    .array(
      z.object({
        code: z.string().min(1).max(40),
        result: z.enum(['pass', 'problem', 'none']),
        note: z.string().trim().max(1000).default(''),
      }),
    )
    .max(100),
  note: z.string().trim().max(2000).default(''),
  /** When, by the phone: it may be sent hours later. Now where left out. */
  doneAt: z.iso.datetime({ offset: true }).optional(),
})
type Fill = z.output<typeof fillSchema>

/** 填报: the checklist, whole, after the check-in. What is wrong becomes a case each, once. */
export function fillVisit(services: Services, actor: Actor, input: Fill) {
  return withVisit(services, actor, input, async (trx, visit, at) => {
    mustBeOpenVisit(visit)
    if (!visit.arrived_at)
      throw new CodedError('conflict', 'NOT_ARRIVED', '请先到现场签到', 'Check in at the object first')
    const item = await findItem(trx, visit.item_id)
    mustBeWhole(item, input)
    const problems = input.answers.filter(({ result }) => result === 'problem')
    const result = problems.length > 0 ? ('problem' as const) : ('pass' as const)
    await trx
      .updateTable('inspection_visit')
      .set({
        state: 'done',
        result,
        answers: JSON.stringify(input.answers),
        note: input.note,
        // Never before the arrival, whatever the phone's clock says.
        done_at: new Date(Math.max(timeSaid(input.doneAt, at).getTime(), visit.arrived_at.getTime())),
        done_name: actor.name,
      })
      .where('visit_id', '=', visit.visit_id)
      .execute()
    const cases = []
    for (const { code, note } of problems) {
      const check = item.checklist.find((one) => one.code === code)!
      cases.push(await fileFinding({ trx, services, actor, visit, item, at }, check, note))
    }
    return { result, cases }
  })
}

/** Each check of the list has one answer, and each problem a note. */
function mustBeWhole({ checklist }: Item, { answers }: Fill): void {
  for (const check of checklist) {
    const given = answers.filter(({ code }) => code === check.code)
    if (given.length === 1 && (given[0]!.result !== 'problem' || given[0]!.note !== '')) continue
    const isNote = given.length === 1
    throw new CodedError(
      'bad_input',
      isNote ? 'MISSING_NOTE' : 'MISSING_ANSWER',
      isNote ? `「${check.zh}」有问题，请写明情况` : `「${check.zh}」还没有填`,
      isNote ? `“${check.en}” failed: say what is wrong` : `“${check.en}” has no answer`,
      { field: `answers.${check.code}`, expected: isNote ? 'a note' : 'one answer a check' },
    )
  }
  const unknown = answers.find(({ code }) => !checklist.some((check) => check.code === code))
  if (unknown)
    throw new CodedError(
      'bad_input',
      'UNKNOWN_CHECK',
      `检查单上没有 ${unknown.code}`,
      `The checklist has no ${unknown.code}`,
      { field: `answers.${unknown.code}`, expected: checklist.map(({ code }) => code).join(', ') },
    )
}

type Finding = {
  readonly trx: Trx
  readonly services: Services
  readonly actor: Actor
  readonly visit: Visit
  readonly item: Item
  readonly at: Date
}

async function fileFinding(
  { trx, services, actor, visit, item, at }: Finding,
  check: Check,
  note: string,
): Promise<{ readonly checkCode: string; readonly caseId: number; readonly caseNumber: string }> {
  const object = await trx
    .selectFrom('inspection_object')
    .select(['name', 'address', sql<number>`st_x(geom)`.as('lng'), sql<number>`st_y(geom)`.as('lat')])
    .where('object_id', '=', visit.object_id)
    .executeTakeFirstOrThrow()
  const photos = await trx
    .selectFrom('inspection_photo')
    .innerJoin('attachment', 'attachment.sha256', 'inspection_photo.sha256')
    .select(['attachment.sha256', 'mime', 'bytes'])
    .where('visit_id', '=', visit.visit_id)
    .where('check_code', '=', check.code)
    .orderBy('at')
    .orderBy('attachment.sha256')
    .execute()
  const category = check.categoryCode
    ? { categoryCode: check.categoryCode }
    : item.categoryId !== null
      ? { categoryId: item.categoryId }
      : {}
  const said = {
    description: `双随机检查（${item.name}）：${object.name}，“${check.zh}”不合格：${note}`,
    address: object.address || object.name,
    ...category,
  }
  const lngLat: LngLat = [object.lng, object.lat]
  const taken = await takeIn(
    trx,
    services,
    actor,
    {
      ...said,
      sourceSystem: 'inspection',
      sourceId: `${visit.visit_id}/${check.code}`,
      channel: 'patrol',
      coordinateSystem: 'WGS84',
      x: lngLat[0],
      y: lngLat[1],
      lngLat,
      photos: photos.map((photo) => ({ ...photo, mime: photo.mime as 'image/jpeg', role: 'before' })),
      contentSha256: contentSha256({ ...said, photoSha256s: photos.map(({ sha256 }) => sha256).join(' ') }),
      isOrdered: true,
    },
    at,
  )
  await trx
    .insertInto('inspection_finding')
    .values({
      visit_id: visit.visit_id,
      check_code: check.code,
      case_id: taken.caseId,
      scope_area_id: visit.scope_area_id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { checkCode: check.code, caseId: taken.caseId, caseNumber: taken.caseNumber }
}
