import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { readCalendar } from '../basis/read-calendar.ts'
import { idempotencyKeySchema } from '../cases/act-input.ts'
import { answerOnce } from '../cases/answer-once.ts'
import { addTime } from '../clocks/add-time.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type DrawResult, drawLots, listSha256, TooFewInspectors } from './draw-lots.ts'
import { poolSchema } from './preview-draw.ts'
import { areasToDraw, findItem, type Item, mustBeRatio, obstacleOf, readPool } from './read-pool.ts'

export const drawSchema = poolSchema.extend({
  idempotencyKey: idempotencyKeySchema,
  /** A number that a witness names, so that nobody here has the seed to themselves. */
  witness: z
    .string()
    .trim()
    .max(40)
    .regex(/^[^|]*$/)
    .default(''),
  /** Of the lists as they were looked at: others are not drawn from. */
  listSha256: z.string().optional(),
})
export const redrawSchema = z.object({
  idempotencyKey: idempotencyKeySchema,
  drawId: z.number().int().positive(),
  reason: z.string().trim().min(1).max(500),
  witness: drawSchema.shape.witness,
})

/** Working days to visit what was drawn. */
const VISIT_WORK_DAYS = 20
/** Any fixed number: two draws of one item wait for each other. */
const LOCK = 7_261_083

/** 抽取: from the lists as they stand, by a seed of ours and the witness's number. */
export async function drawInspections(services: Services, actor: Actor, input: z.output<typeof drawSchema>) {
  const at = services.clock.now()
  const leaves = areasToDraw(services, actor, input.areaId)
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const item = await findItem(trx, input.itemId)
      const ratioPercent = input.ratioPercent ?? item.ratioPercent
      return drawAndTell(trx, {
        item,
        areaId: input.areaId,
        leaves,
        ratioPercent,
        seed: seedOf(input.witness),
        at,
        by: actor,
        lookedAtSha256: input.listSha256,
      })
    }),
  )
}

/** 重抽: only with a reason, and only while nobody has set out. Both draws are kept. */
export async function redrawInspections(
  services: Services,
  actor: Actor,
  input: z.output<typeof redrawSchema>,
) {
  const at = services.clock.now()
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: input.idempotencyKey, request: input, at }, async () => {
      const before = await trx
        .selectFrom('inspection_draw')
        .select(['draw_id', 'item_id', 'area_id', 'ratio', 'superseded_at', 'published_at'])
        .where('draw_id', '=', input.drawId)
        .forUpdate()
        .executeTakeFirst()
      if (!before?.item_id) throw drawNotFound()
      const begun = await trx
        .selectFrom('inspection_visit')
        .select('visit_id')
        .where('draw_id', '=', input.drawId)
        .where('state', 'in', ['arrived', 'done'])
        .executeTakeFirst()
      if (before.superseded_at || before.published_at || begun)
        throw new CodedError(
          'conflict',
          before.superseded_at ? 'DRAW_SUPERSEDED' : 'DRAW_BEGUN',
          before.superseded_at ? '这次抽取已被重抽' : '检查已经开始，不能重抽',
          before.superseded_at ? 'It has been drawn again already' : 'Visits have begun: it stays as drawn',
          { field: 'drawId' },
        )
      await trx
        .updateTable('inspection_visit')
        .set({ state: 'superseded' })
        .where('draw_id', '=', input.drawId)
        .execute()
      await trx
        .updateTable('inspection_draw')
        .set({ superseded_at: at })
        .where('draw_id', '=', input.drawId)
        .execute()
      return drawAndTell(trx, {
        item: await findItem(trx, before.item_id),
        areaId: before.area_id,
        leaves: areasToDraw(services, actor, before.area_id),
        ratioPercent: before.ratio,
        seed: seedOf(input.witness),
        at,
        by: actor,
        redraw: { ofId: before.draw_id, reason: input.reason },
      })
    }),
  )
}

function seedOf(witness: string): string {
  return [witness, randomBytes(16).toString('hex')].filter(Boolean).join('-')
}

export function drawNotFound(): CodedError {
  return new CodedError('not_found', 'DRAW_NOT_FOUND', '没有这次抽取', 'There is no such draw', {
    field: 'drawId',
  })
}

export type NewDraw = {
  readonly item: Item
  readonly areaId: number | null
  readonly leaves: readonly number[]
  readonly ratioPercent: number
  readonly seed: string
  readonly at: Date
  readonly by: { readonly userId: string; readonly name: string }
  readonly redraw?: { readonly ofId: number; readonly reason: string }
  readonly lookedAtSha256?: string | undefined
}

type DrawnVisit = { readonly visit_id: number; readonly scope_area_id: number }

/** Draws and tells the screens of each area. */
async function drawAndTell(trx: Trx, draw: NewDraw): Promise<{ readonly drawId: number }> {
  const { drawId, visits } = await writeDraw(trx, draw)
  await appendEvents(
    trx,
    visits.map((visit) => ({
      type: 'inspection.changed' as const,
      at: draw.at,
      scopeAreaId: visit.scope_area_id,
      entity: 'inspection',
      entityId: visit.visit_id,
      actor: draw.by.userId,
      data: { drawId },
    })),
  )
  return { drawId }
}

/** Draws and writes it down, with one visit for each object. */
export async function writeDraw(
  trx: Trx,
  draw: NewDraw,
): Promise<{ readonly drawId: number; readonly visits: readonly DrawnVisit[] }> {
  const { item, at, ratioPercent, seed } = draw
  mustBeRatio(ratioPercent)
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)}, ${item.itemId})`.execute(trx)
  const pool = await readPool(trx, item, draw.leaves, at)
  const sha256 = listSha256(pool)
  if (draw.lookedAtSha256 !== undefined && draw.lookedAtSha256 !== sha256)
    throw new CodedError(
      'conflict',
      'LIST_CHANGED',
      '名录在预览后有变动，请重新查看再抽取',
      'The lists have changed since they were looked at: look again before drawing',
      { field: 'listSha256', expected: sha256 },
    )
  const obstacle = obstacleOf(pool)
  if (obstacle) throw obstacle
  const result = lotsOf(seed, pool, ratioPercent)
  const { draw_id: drawId } = await trx
    .insertInto('inspection_draw')
    .values({
      item: item.name,
      item_id: item.itemId,
      area_id: draw.areaId,
      seed,
      ratio: ratioPercent,
      input: JSON.stringify(pool),
      result: JSON.stringify(result),
      list_sha256: sha256,
      at,
      by_name: draw.by.name,
      by_user_id: draw.by.userId,
      redraw_of_id: draw.redraw?.ofId ?? null,
      redraw_reason: draw.redraw?.reason ?? '',
      scope_area_ids: [...draw.leaves],
    })
    .returning('draw_id')
    .executeTakeFirstOrThrow()
  const objectIds = new Map(pool.objects.map(({ code, objectId }) => [code, objectId]))
  const inspectorIds = new Map(pool.inspectors.map(({ code, inspectorId }) => [code, inspectorId]))
  const calendar = await readCalendar(trx)
  const dueAt = new Date(addTime(calendar, 'work_days', VISIT_WORK_DAYS, at.getTime()))
  const visits: DrawnVisit[] = []
  for (const [index, { code, inspectors }] of result.objects.entries()) {
    const visit = await trx
      .insertInto('inspection_visit')
      .columns(['draw_id', 'item_id', 'object_id', 'ordinal', 'drawn_at', 'due_at', 'scope_area_id'])
      .expression((eb) =>
        eb
          .selectFrom('inspection_object')
          .select([
            eb.val(drawId).as('draw_id'),
            eb.val(item.itemId).as('item_id'),
            'object_id',
            sql<number>`${index + 1}::smallint`.as('ordinal'),
            sql<Date>`${at}::timestamptz`.as('drawn_at'),
            sql<Date>`${dueAt}::timestamptz`.as('due_at'),
            'scope_area_id',
          ])
          .where('object_id', '=', objectIds.get(code)!),
      )
      .returning(['visit_id', 'scope_area_id'])
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('inspection_visit_inspector')
      .values(
        inspectors.map((inspector) => ({
          visit_id: visit.visit_id,
          inspector_id: inspectorIds.get(inspector.code)!,
          scope_area_id: visit.scope_area_id,
        })),
      )
      .execute()
    visits.push(visit)
  }
  return { drawId, visits }
}

function lotsOf(seed: string, pool: Awaited<ReturnType<typeof readPool>>, ratioPercent: number): DrawResult {
  try {
    return drawLots(seed, pool, ratioPercent)
  } catch (error) {
    if (!(error instanceof TooFewInspectors)) throw error
    const { object, free } = error
    throw new CodedError(
      'conflict',
      'MISSING_INSPECTORS',
      `${object.name}：回避之后只有 ${free} 名检查人员可派，至少需要 2 人`,
      `${object.name}: ${free} inspectors are without a tie to its owner; 2 are needed`,
      { field: 'inspectors', expected: `2 inspectors without a tie to ${object.owner}` },
    )
  }
}
