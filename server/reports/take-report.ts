import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { StoredAttachment } from '../attachments/stored-attachment.ts'
import { type Category, findCategory } from '../basis/find-category.ts'
import { takeStep } from '../cases/act.ts'
import { createCase } from '../cases/create-case.ts'
import { VERB_RULES } from '../cases/machine.ts'
import { findControlArea } from '../control-areas/find-control-area.ts'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import type { Role } from '../identity/permissions.ts'
import { UNLOCATED } from '../locate/place.ts'
import type { Services } from '../services.ts'
import { takePhoto } from '../uploads/take-photo.ts'
import { contentSha256 } from './content-sha256.ts'
import { RateLimiter } from './rate-limiter.ts'
import type { Channel, ReportInput } from './report-input.ts'
import { toWgs84 } from './to-wgs84.ts'

/** What the sender is told. `created` is HTTP 201, `same` 200, `conflict` 409. */
export type SubmitAnswer = {
  readonly status: 'created' | 'same' | 'conflict'
  readonly reportId: number
  readonly caseId: number
  readonly caseNumber: string
  /** Follow-up without signing in; empty on a conflict, where the sender may be somebody else. */
  readonly followToken: string
}

/** More than a street of neighbours behind one address sends in ten minutes, and little for a script. */
const STRANGERS = { max: 120, windowMs: 600_000 } as const
const limiters = new WeakMap<IntakeServices, RateLimiter>()

/** What a report needs to become a case: also an import has these. */
export type IntakeServices = Pick<Services, 'db' | 'clock' | 'locator' | 'attachments'>

/**
 * Takes a report in, from any door. Same source and id with the same content is answered as before; with other content
 * it waits in the conflict queue; nothing is overwritten and nothing vanishes. Everybody may report any place, so the
 * writes are the system's, after authorization.
 *
 * @param senderKey names a stranger for the rate limit: an address
 */
export async function takeReport(
  services: IntakeServices,
  actor: Actor | null,
  input: ReportInput,
  senderKey = '',
): Promise<SubmitAnswer> {
  authorize(actor, 'reports.submit')
  const at = services.clock.now()
  const isStranger = !actor || actor.roles.every((role) => role === 'resident')
  if (isStranger) limitStrangers(services, actor?.userId ?? senderKey, at)
  const place = placeOf(input)
  const photos = await keepPhotos(services, actor, input)
  const report: ParsedReport = {
    ...input,
    // A stranger cannot speak in another system's name.
    sourceSystem: isStranger ? `public:${input.sourceSystem ?? 'web'}` : (input.sourceSystem ?? 'desk'),
    sourceId: input.sourceId ?? randomUUID(),
    channel: isStranger ? 'resident' : (input.channel ?? channelOf(actor)),
    lngLat: place,
    photos,
    contentSha256: contentOf(input, photos),
  }
  return withSystem(services.db, 'reports.submit', (trx) => takeIn(trx, services, actor, report, at))
}

export type ParsedReport = Omit<ReportInput, 'photos'> & {
  readonly sourceSystem: string
  readonly sourceId: string
  readonly channel: Channel
  readonly lngLat: LngLat | null
  readonly photos: readonly KeptPhoto[]
  readonly contentSha256: string
  /** Who reports was sent there: control areas hold for those who walk by. */
  readonly isOrdered?: boolean
}
type KeptPhoto = StoredAttachment & { readonly role: string }

/** Writes one parsed report in the caller's system transaction. */
export async function takeIn(
  trx: Trx,
  services: IntakeServices,
  actor: Actor | null,
  report: ParsedReport,
  at: Date,
): Promise<SubmitAnswer> {
  // Two sendings of one report at the same moment: the second waits for the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${report.sourceSystem}\n${report.sourceId}`}, 0))`.execute(
    trx,
  )
  const earlier = await trx
    .selectFrom('report')
    .leftJoin('case_record', 'case_record.case_id', 'report.case_id')
    .select(['report.report_id', 'report.content_sha256', 'report.follow_token', 'report.scope_area_id'])
    .select(['report.case_id', 'case_record.number'])
    .where('report.source_system', '=', report.sourceSystem)
    .where('report.source_id', '=', report.sourceId)
    .executeTakeFirst()
  if (earlier) {
    const known = {
      reportId: earlier.report_id,
      caseId: earlier.case_id ?? 0,
      caseNumber: earlier.number ?? '',
    }
    if (earlier.content_sha256 === report.contentSha256)
      return { status: 'same', ...known, followToken: earlier.follow_token }
    await queueConflict(trx, report, earlier, at)
    return { status: 'conflict', ...known, followToken: '' }
  }
  if (report.selfHandledNote !== undefined) mustBeFixable(actor, report)
  if (report.lngLat && !report.isOrdered && actor?.roles.some((role) => WALKERS.includes(role)))
    await mustBeReportable(trx, report.lngLat, at)
  const place = report.lngLat ? services.locator.locate(report.lngLat[0], report.lngLat[1]) : UNLOCATED
  const category = await categoryOf(trx, report)
  const partId = await partOf(trx, report.partCode)
  await keepAttachmentRows(trx, report.photos, at)
  const record = await createCase(
    trx,
    services.locator,
    {
      sourceSystem: report.sourceSystem,
      sourceId: report.sourceId,
      channel: report.channel,
      foundBy: FOUND_BY[report.channel],
      category,
      partId,
      description: report.description,
      address: report.address,
      lngLat: report.lngLat,
      place,
      reportedAt: reportedAtOf(report, at),
      photos: report.photos,
      isSelfHandled: report.selfHandledNote !== undefined,
    },
    {
      userId: actor?.userId ?? null,
      name: actor ? actor.name : '市民',
      role: actor?.roles[0] ?? 'resident',
      departmentId: actor?.departmentIds[0] ?? null,
    },
    at,
  )
  const followToken = randomBytes(24).toString('base64url')
  const { report_id: reportId } = await trx
    .insertInto('report')
    .values({
      source_system: report.sourceSystem,
      source_id: report.sourceId,
      content_sha256: report.contentSha256,
      follow_token: followToken,
      channel: report.channel,
      category_id: category?.categoryId ?? null,
      description: report.description,
      address: report.address,
      geom:
        report.lngLat &&
        sql<string>`st_setsrid(st_makepoint(${report.lngLat[0]}, ${report.lngLat[1]}), 4326)`,
      original_x: report.x ?? null,
      original_y: report.y ?? null,
      coordinate_system: report.coordinateSystem,
      reported_at: reportedAtOf(report, at),
      received_at: at,
      case_id: record.case_id,
      source_area_label: report.sourceAreaLabel ?? null,
      scope_area_id: place.scopeAreaId,
    })
    .returning('report_id')
    .executeTakeFirstOrThrow()
  if (report.reporterName || report.reporterPhone)
    await trx
      .insertInto('report_private')
      .values({
        report_id: reportId,
        reporter_name: report.reporterName ?? null,
        reporter_phone: report.reporterPhone ?? null,
      })
      .execute()
  if (place.unitGrid) await markReported(trx, place.unitGrid.unitGridId, at)
  await appendEvent(trx, {
    type: 'report.received',
    at,
    scopeAreaId: place.scopeAreaId,
    entity: 'report',
    entityId: String(reportId),
    actor: actor?.userId ?? '',
    data: { caseId: record.case_id, caseNumber: record.number, channel: report.channel },
  })
  if (actor && report.selfHandledNote !== undefined)
    await takeStep(
      trx,
      services,
      actor,
      {
        caseId: record.case_id,
        version: record.version,
        idempotencyKey: `${report.sourceSystem}\n${report.sourceId}`,
        verb: 'self_handle',
        note: report.selfHandledNote,
      },
      at,
    )
  return { status: 'created', reportId, caseId: record.case_id, caseNumber: record.number, followToken }
}

/**
 * Notes that somebody told of this grid, to the minute: a row that every report of a storm had to write would be held by
 * each until its commit is on the disk, one after the other.
 */
async function markReported(trx: Trx, unitGridId: number, at: Date): Promise<void> {
  await sql`insert into unit_grid_seen (unit_grid_id, report_at)
    select ${unitGridId}::int, ${at}::timestamptz
    where not exists (select from unit_grid_seen where unit_grid_id = ${unitGridId}::int
      and report_at > ${at}::timestamptz - interval '1 minute')
    on conflict (unit_grid_id) do update set report_at = greatest(unit_grid_seen.report_at, excluded.report_at)`.execute(
    trx,
  )
}

/** Who walks the city for us is told where not to report; everybody else may report any place. */
const WALKERS: readonly Role[] = ['collector', 'grid_chief']

async function mustBeReportable(trx: Trx, lngLat: LngLat, at: Date): Promise<void> {
  const area = await findControlArea(trx, lngLat, at)
  if (!area) return
  throw new CodedError(
    'conflict',
    'CONTROL_AREA',
    `${area.name}内不上报：${area.reason}`,
    `No reports inside ${area.nameEn || area.name}: ${area.reasonEn || area.reason}`,
    { field: 'x', expected: 'a place outside of control areas' },
  )
}

function mustBeFixable(actor: Actor | null, report: ParsedReport): void {
  if (!actor?.roles.some((role) => VERB_RULES.self_handle.roles.includes(role)))
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_ROLE',
      '您的岗位不办理自处置',
      'Your post does not put things right on the spot',
      { field: 'selfHandledNote' },
    )
  const roles = report.photos.map(({ role }) => role)
  if (roles.includes('after') && roles.some((role) => role !== 'after')) return
  throw new CodedError(
    'bad_input',
    'MISSING_PHOTO',
    '自处置须有处置前、处置后照片',
    'What was put right takes a photo before and one after',
    { field: 'photos', expected: 'one photo with role after, and one with another role' },
  )
}

async function queueConflict(
  trx: Trx,
  report: ParsedReport,
  earlier: { readonly report_id: number; readonly scope_area_id: number },
  at: Date,
): Promise<void> {
  const queued = await trx
    .insertInto('report_conflict')
    .values({
      source_system: report.sourceSystem,
      source_id: report.sourceId,
      content_sha256: report.contentSha256,
      report_id: earlier.report_id,
      payload: JSON.stringify(report),
      received_at: at,
      scope_area_id: earlier.scope_area_id,
    })
    .onConflict((conflict) => conflict.columns(['source_system', 'source_id', 'content_sha256']).doNothing())
    .returning('conflict_id')
    .executeTakeFirst()
  await keepAttachmentRows(trx, report.photos, at)
  if (!queued) return
  await appendEvent(trx, {
    type: 'report.conflict',
    at,
    scopeAreaId: earlier.scope_area_id,
    entity: 'report_conflict',
    entityId: String(queued.conflict_id),
    actor: '',
    data: { reportId: earlier.report_id },
  })
}

function limitStrangers(services: IntakeServices, key: string, at: Date): void {
  let limiter = limiters.get(services)
  if (!limiter) {
    limiter = new RateLimiter(STRANGERS)
    limiters.set(services, limiter)
  }
  if (limiter.take(key, at.getTime())) return
  throw new CodedError(
    'too_many',
    'TOO_MANY_REPORTS',
    '上报过于频繁，请十分钟后再试，或拨打热线',
    'Too many reports from here: try again in ten minutes, or call the hotline',
  )
}

function placeOf(input: ReportInput): LngLat | null {
  if (input.x == null || input.y == null) return null
  const lngLat = toWgs84(input.x, input.y, input.coordinateSystem)
  if (lngLat) return lngLat
  throw new CodedError(
    'bad_input',
    'BAD_COORDINATES',
    '坐标超出范围',
    'The coordinates are no place on earth',
    {
      field: 'x',
      expected: 'x: longitude -180…180, y: latitude -90…90, in degrees',
    },
  )
}

async function keepPhotos(
  services: IntakeServices,
  actor: Actor | null,
  input: ReportInput,
): Promise<KeptPhoto[]> {
  const kept: KeptPhoto[] = []
  for (const [index, photo] of input.photos.entries()) {
    const source = photo.bytes ?? { uploadId: photo.uploadId ?? '' }
    kept.push({ ...(await takePhoto(services, actor, source, index)), role: photo.role })
  }
  return kept
}

async function keepAttachmentRows(trx: Trx, photos: readonly KeptPhoto[], at: Date): Promise<void> {
  for (const { sha256, mime, bytes } of photos)
    await trx
      .insertInto('attachment')
      .values({ sha256, mime, bytes, stored_at: at })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
}

async function categoryOf(trx: Trx, report: ParsedReport): Promise<Category | undefined> {
  const by =
    report.categoryId !== undefined
      ? { categoryId: report.categoryId }
      : report.categoryCode !== undefined
        ? { code: report.categoryCode }
        : undefined
  if (!by) return undefined
  const category = await findCategory(trx, by)
  const field = 'code' in by ? 'categoryCode' : 'categoryId'
  if (category?.isRetired)
    throw new CodedError('bad_input', 'CATEGORY_RETIRED', '该类别已停用', 'This category has been retired', {
      field,
    })
  if (category) return category
  throw new CodedError('bad_input', 'UNKNOWN_REFERENCE', '没有这个类别', 'There is no such category', {
    field,
  })
}

async function partOf(trx: Trx, partCode: string | undefined): Promise<number | null> {
  if (partCode === undefined) return null
  const part = await trx.selectFrom('part').select('part_id').where('code', '=', partCode).executeTakeFirst()
  // A code worn off a lamp post is still a report: it arrives without the part.
  return part?.part_id ?? null
}

/** Everything that the sender said; what we made of it stays out. */
function contentOf(input: ReportInput, photos: readonly KeptPhoto[]): string {
  const { photos: _, sourceSystem, sourceId, ...said } = input
  return contentSha256({ ...said, photoSha256s: photos.map((photo) => photo.sha256).join(' ') })
}

const FOUND_BY: Readonly<Record<Channel, 'public' | 'us' | 'machine'>> = {
  hotline: 'public',
  resident: 'public',
  collector: 'us',
  patrol: 'us',
  superior: 'us',
  other_system: 'us',
  sensor: 'machine',
  camera: 'machine',
}

function channelOf(actor: Actor): Channel {
  if (actor.roles.includes('collector') || actor.roles.includes('grid_chief')) return 'collector'
  if (actor.roles.includes('call_taker')) return 'hotline'
  return actor.roles.includes('device') ? 'other_system' : 'patrol'
}

/** As the sender says, but never later than now: a phone's clock may run ahead. */
function reportedAtOf(report: ParsedReport, at: Date): Date {
  const said = report.reportedAt ? new Date(report.reportedAt) : at
  return said < at ? said : at
}
