import { z } from 'zod'
import { type Trx, withScope, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { logByItself } from '../shifts/log-by-itself.ts'
import { SCENE_WORDS, SCENES, type SceneName } from './scene-names.ts'

/** The simulator asks every few seconds; one that was not heard for so long is not there. */
const SILENT_SECONDS = 20
/** A pulse is written no more often than this. */
const PULSE_SECONDS = 5

export const startSceneSchema = z.object({
  scene: z.enum(SCENES).exclude(['ordinary']),
  /** Scene seconds that pass in one. */
  speed: z.number().min(1).max(60),
})
export const tellSceneSchema = z.object({
  sceneRunId: z.number().int(),
  begun: z.object({ lengthSeconds: z.number().int().min(1) }).optional(),
  line: z.object({ zh: z.string().max(200), en: z.string().max(200) }).optional(),
  ended: z.enum(['over', 'broken']).optional(),
})

export type SceneRun = {
  readonly sceneRunId: number
  readonly scene: SceneName
  readonly speed: number
  readonly requestedAt: string
  readonly begunAt: string | null
  /** By the scene's own clock; null until it has begun. */
  readonly lengthSeconds: number | null
  readonly line: string
  readonly lineEn: string
}
export type SceneStage = {
  /** Whether the simulator of this city runs at all. */
  readonly isAlive: boolean
  readonly run: SceneRun | null
}

/** What is being played in this city, if anything. */
export async function currentScene({ db, clock }: Services, actor: Actor): Promise<SceneStage> {
  return withScope(db, actor, async (trx) => ({
    isAlive: await isLifeHeard(trx, clock.now()),
    run: (await openRun(trx)) ?? null,
  }))
}

/** Asks the simulator to play a scene. @throws where it does not run, or plays another */
export async function startScene(
  { db, clock }: Services,
  actor: Actor,
  { scene, speed }: z.output<typeof startSceneSchema>,
): Promise<SceneRun> {
  return withScope(db, actor, async (trx) => {
    const at = clock.now()
    if (!(await isLifeHeard(trx, at)))
      throw new CodedError(
        'unavailable',
        'LIFE_IS_OFF',
        '模拟程序没有运行：演示城市以 LIFE=on 启动后才能播放情景',
        'The simulator does not run: scenes play in a seeded city that was started with LIFE=on',
      )
    const inserted = await trx
      .insertInto('scene_run')
      .values({ scene, speed, started_by: actor.userId, requested_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('scene_run_id')
      .executeTakeFirst()
    if (!inserted)
      throw new CodedError(
        'conflict',
        'SCENE_RUNS',
        '另一情景正在进行，请先结束它',
        'Another scene is being played; stop it first',
      )
    await logByItself(trx, {
      cause: 'scene_started',
      key: String(inserted.scene_run_id),
      at,
      zh: `情景开始（模拟）：${SCENE_WORDS[scene].zh}，${speed} 倍速`,
      en: `Scene started (simulated): ${SCENE_WORDS[scene].en}, ${speed} times the speed`,
    })
    await tellScreens(trx, at, inserted.scene_run_id, actor.userId)
    const run = await openRun(trx)
    if (!run) throw new Error('the scene that was just wanted is not there')
    return run
  })
}

/** Ends what is being played; nothing is played is no error. What has happened stays. */
export async function stopScene({ db, clock }: Services, actor: Actor): Promise<void> {
  await withScope(db, actor, (trx) => endRun(trx, clock.now(), 'stopped', actor.userId))
}

/**
 * The simulator's question: what shall be played? Asked regularly, it also tells that the simulator lives.
 *
 * @param playing the run that it plays now; one that has begun and is not played any more broke off
 */
export async function wantedScene(
  { db, clock }: Services,
  actor: Actor,
  playing: number | null,
): Promise<SceneRun | null> {
  return withScope(db, actor, async (trx) => {
    const at = clock.now()
    const since = new Date(at.getTime() - PULSE_SECONDS * 1000)
    await trx
      .insertInto('life_pulse')
      .values({ heard_at: at })
      .onConflict((conflict) =>
        conflict
          .column('life_pulse_id')
          .doUpdateSet({ heard_at: at })
          .where('life_pulse.heard_at', '<', since),
      )
      .execute()
    const run = await openRun(trx)
    if (!run?.begunAt || run.sceneRunId === playing) return run ?? null
    await endRun(trx, at, 'broken', actor.userId)
    return null
  })
}

/** The simulator says how far it is. A run that was stopped meanwhile stays so. */
export async function tellScene(
  { db, clock }: Services,
  actor: Actor,
  { sceneRunId, begun, line, ended }: z.output<typeof tellSceneSchema>,
): Promise<void> {
  await withScope(db, actor, async (trx) => {
    const at = clock.now()
    const { numUpdatedRows } = await trx
      .updateTable('scene_run')
      .set({
        ...(begun && { begun_at: at, length_seconds: begun.lengthSeconds }),
        ...(line && { line: line.zh, line_en: line.en }),
        ...(ended && { ended_at: at, outcome: ended }),
      })
      .where('scene_run_id', '=', sceneRunId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await tellScreens(trx, at, sceneRunId, actor.userId)
  })
}

/** A server that starts finds no simulator at work: what was open broke off with the one before. */
export async function endLeftScenes({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await withSystem(db, 'scenes', async (trx) => {
    await endRun(trx, clock.now(), 'broken', 'system')
    await trx.deleteFrom('life_pulse').execute()
  })
}

async function endRun(trx: Trx, at: Date, outcome: 'stopped' | 'broken', actor: string): Promise<void> {
  const ended = await trx
    .updateTable('scene_run')
    .set({ ended_at: at, outcome })
    .where('ended_at', 'is', null)
    .returning('scene_run_id')
    .execute()
  for (const { scene_run_id } of ended) await tellScreens(trx, at, scene_run_id, actor)
}

function tellScreens(trx: Trx, at: Date, sceneRunId: number, actor: string): Promise<void> {
  return appendEvent(trx, {
    type: 'scene.changed',
    at,
    scopeAreaId: 0,
    entity: 'scene_run',
    entityId: sceneRunId,
    actor,
  })
}

async function isLifeHeard(trx: Trx, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - SILENT_SECONDS * 1000)
  const pulse = await trx
    .selectFrom('life_pulse')
    .select('heard_at')
    .where('heard_at', '>', since)
    .executeTakeFirst()
  return pulse !== undefined
}

async function openRun(trx: Trx): Promise<SceneRun | undefined> {
  const row = await trx.selectFrom('scene_run').selectAll().where('ended_at', 'is', null).executeTakeFirst()
  const scene = SCENES.find((name) => name === row?.scene)
  if (!row || !scene) return undefined
  return {
    sceneRunId: row.scene_run_id,
    scene,
    speed: row.speed,
    requestedAt: row.requested_at.toISOString(),
    begunAt: row.begun_at?.toISOString() ?? null,
    lengthSeconds: row.length_seconds,
    line: row.line,
    lineEn: row.line_en,
  }
}
