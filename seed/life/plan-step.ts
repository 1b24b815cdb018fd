import type { CaseRow } from '../../server/cases/case-rows.ts'
import type { ActVerb } from '../../server/cases/machine.ts'
import type { Random } from '../city/random.ts'

/** The demo accounts that life works with. */
export const POSTS = [
  'admin',
  'call_taker',
  'collector',
  'department_handler',
  'dispatcher',
  'supervisor',
] as const
export type Post = (typeof POSTS)[number]

export type OpenCase = {
  readonly row: CaseRow
  /** Since when it has been in its state, as far as life has seen. */
  readonly sinceMs: number
}
export type Step = {
  readonly caseId: number
  readonly version: number
  readonly verb: ActVerb
  readonly post: Post
  readonly note?: string
  /** Where whoever takes it stands: looking on site counts only there. */
  readonly lngLat?: readonly [lng: number, lat: number]
}
export type Scene = {
  readonly nowMs: number
  /** Departments whose demo account acts by itself; for the others the administrator does. */
  readonly handlerDepartmentIds: readonly number[]
  /** Whether a unit is on the road now: only then its arrival is waited for. */
  readonly isOnShift: (unitId: number) => boolean
  /** When the case's unit reached it, undefined while it is on its way. */
  readonly arrivedMs: (row: CaseRow) => number | undefined
}

/** So long a person at a desk has the case to himself before life takes it on, in seconds. */
const PATIENCE_SECONDS = {
  reported: 90,
  verifying: 180,
  accepted: 120,
  registered: 90,
  dispatched: 60,
  handled: 45,
  fed_back: 90,
} as const
/** A report without a place or category is for people to clear; after so long nobody could. */
const UNCLEAR_SECONDS = 3 * 86_400
const ON_SITE_SECONDS = 120
/** A department without a crew on the road comes by other means. */
const WITHOUT_UNIT_SECONDS = 240
/** A crew that cannot get through. */
const LATEST_SECONDS = 720
const RETURN_SHARE = 0.02
const FAIL_SHARE = 0.05
const ABSENT_SHARE = 0.12
const UNCLEAR_SHARE = 0.04

/** One step that somebody takes now, or undefined where everything waits: any case that is due, the most pressing likelier. */
export function planStep(cases: readonly OpenCase[], scene: Scene, random: Random): Step | undefined {
  const due = cases
    .filter((entry) => isReady(entry, scene))
    .sort((a, b) => dueMs(a.row) - dueMs(b.row) || a.row.caseId - b.row.caseId)
  // The square leans to the front, and leaves whoever works down the queue room.
  const chosen = due[Math.floor(due.length * random.next() ** 2)]
  return chosen && stepOf(chosen.row, scene, random)
}

function dueMs(row: CaseRow): number {
  return row.dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(row.dueAt)
}

function isReady({ row, sinceMs }: OpenCase, scene: Scene): boolean {
  const seconds = (scene.nowMs - sinceMs) / 1000
  switch (row.state) {
    case 'reported':
    case 'accepted':
      return isClear(row) ? seconds >= PATIENCE_SECONDS[row.state] : isUnclearForLong(row, scene.nowMs)
    case 'verifying':
    case 'registered':
    case 'dispatched':
    case 'handled':
    case 'fed_back':
      return seconds >= PATIENCE_SECONDS[row.state]
    case 'signed':
      return isDone(row, seconds, scene)
    default:
      return false
  }
}

/** What registration needs: what it is about, and where. */
function isClear(row: CaseRow): boolean {
  return row.categoryId !== null && row.dutyGridId !== null
}

function isUnclearForLong(row: CaseRow, nowMs: number): boolean {
  return nowMs - Date.parse(row.reportedAt) > UNCLEAR_SECONDS * 1000
}

function isDone(row: CaseRow, seconds: number, scene: Scene): boolean {
  if (row.unitId === null || !scene.isOnShift(row.unitId)) return seconds >= WITHOUT_UNIT_SECONDS
  const arrivedMs = scene.arrivedMs(row)
  if (arrivedMs !== undefined) return scene.nowMs - arrivedMs >= ON_SITE_SECONDS * 1000
  return seconds >= LATEST_SECONDS
}

function stepOf(row: CaseRow, scene: Scene, random: Random): Step | undefined {
  const { caseId, version } = row
  const isOwn = row.departmentId !== null && scene.handlerDepartmentIds.includes(row.departmentId)
  const handler = isOwn ? 'department_handler' : 'admin'
  switch (row.state) {
    case 'reported':
    case 'accepted':
      return isClear(row)
        ? { caseId, version, verb: 'register', post: 'call_taker' }
        : {
            caseId,
            version,
            verb: 'cancel',
            post: 'call_taker',
            note: '多次联系未能核实具体情况，暂作注销；来电人可再次反映',
          }
    case 'verifying':
      return { caseId, version, post: 'collector', ...looked(row, random) }
    case 'registered':
      return { caseId, version, verb: 'dispatch', post: 'dispatcher' }
    case 'dispatched':
      return random.chance(RETURN_SHARE)
        ? { caseId, version, verb: 'return', post: handler, note: random.pick(returnNotes) }
        : { caseId, version, verb: 'sign', post: handler }
    case 'signed':
      return { caseId, version, verb: 'handle', post: handler, note: random.pick(doneNotes) }
    case 'handled':
      return { caseId, version, verb: 'feed_back', post: handler, note: random.pick(feedbackNotes) }
    case 'fed_back':
      return random.chance(FAIL_SHARE)
        ? { caseId, version, verb: 'check_fail', post: 'supervisor', note: random.pick(failNotes) }
        : { caseId, version, verb: 'check_pass', post: 'supervisor' }
    default:
      return undefined
  }
}

/** What a collector sees on site. */
function looked({ lngLat }: CaseRow, random: Random): Pick<Step, 'verb' | 'note' | 'lngLat'> {
  const here = lngLat ? { lngLat } : {}
  const draw = random.next()
  if (draw < UNCLEAR_SHARE) return { verb: 'verify_unclear', note: '大门锁闭，未能进入查看', ...here }
  if (draw < UNCLEAR_SHARE + ABSENT_SHARE)
    return { verb: 'verify_absent', note: random.pick(absentNotes), ...here }
  return { verb: 'verify_found', ...here }
}

const absentNotes = ['现场未见所述情况', '到场时已自行清理', '与来电人电话核对，问题已消除']
const returnNotes = ['不属于我单位职责范围', '位置不准确，请核实', '应由属地先行处理']
const doneNotes = [
  '已到现场处理完毕',
  '现场已清理',
  '已整改，现场恢复正常',
  '已修复并设专人巡查',
  '已劝导当事人整改',
]
const feedbackNotes = [
  '已处置完毕，现场照片已留存',
  '问题已解决，已回访来电人',
  '已按要求整改到位',
  '已处置，后续加强巡查',
]
const failNotes = ['现场仍有残留，需返工', '问题未解决', '处置位置与案件不符']
