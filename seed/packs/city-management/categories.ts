import type { BundleCategory, LimitClock } from '../../../server/exchange/bundle.ts'
import { closingOf } from './closing.ts'
import { equipmentOf } from './equipment.ts'
import { serviceLifeYears } from './service-life.ts'

/**
 * The dictionary of parts and events (CJ/T 214 and GB/T 30428.2 as cities use them; codes 10BBSS and 20BBSS).
 * Data, not constants: another city brings another list. Limits follow published city tables; they differ by city.
 */
type Class = { readonly code: string; readonly name: string; readonly nameEn: string }

const partClasses: readonly Class[] = [
  { code: '01', name: '公用设施', nameEn: 'Public utilities' },
  { code: '02', name: '道路交通设施', nameEn: 'Road and traffic' },
  { code: '03', name: '市容环境设施', nameEn: 'City environment' },
  { code: '04', name: '园林绿化设施', nameEn: 'Parks and greenery' },
  { code: '05', name: '其他部件', nameEn: 'Other components' },
]
const eventClasses: readonly Class[] = [
  { code: '01', name: '市容环境', nameEn: 'City environment' },
  { code: '02', name: '宣传广告', nameEn: 'Notices and advertising' },
  { code: '03', name: '施工管理', nameEn: 'Construction' },
  { code: '04', name: '突发事件', nameEn: 'Emergencies' },
  { code: '05', name: '街面秩序', nameEn: 'Street order' },
  { code: '06', name: '扩展事件', nameEn: 'Extended' },
]

type Row = readonly [
  code: string,
  name: string,
  nameEn: string,
  severity: 'normal' | 'important' | 'urgent',
  skill: string,
  /** Minutes for urgent and work_hours, days for work_days. */
  handle: readonly [LimitClock, number],
]

const quick = ['work_hours', 120] as const
const halfDay = ['work_hours', 240] as const
const oneDay = ['work_days', 1] as const
const twoDays = ['work_days', 2] as const
const threeDays = ['work_days', 3] as const
const fiveDays = ['work_days', 5] as const
const sevenDays = ['work_days', 7] as const
const fifteenDays = ['work_days', 15] as const
const twoHours = ['urgent', 120] as const
const fourHours = ['urgent', 240] as const

const parts: readonly Row[] = [
  ['0101', '上水井盖', 'Water supply manhole cover', 'important', 'water', oneDay],
  ['0102', '污水井盖', 'Sewer manhole cover', 'important', 'drainage', oneDay],
  ['0103', '雨水井盖', 'Storm drain cover', 'important', 'drainage', oneDay],
  ['0104', '雨水箅子', 'Storm drain grate', 'normal', 'drainage', oneDay],
  ['0105', '电力井盖', 'Power manhole cover', 'important', 'power', oneDay],
  ['0106', '路灯井盖', 'Street light manhole cover', 'normal', 'lighting', oneDay],
  ['0107', '通讯井盖', 'Telecom manhole cover', 'normal', 'telecom', oneDay],
  ['0110', '热力井盖', 'Heating manhole cover', 'normal', 'heat', oneDay],
  ['0111', '燃气井盖', 'Gas manhole cover', 'urgent', 'gas', fourHours],
  ['0113', '消火栓', 'Fire hydrant', 'important', 'water', twoDays],
  ['0114', '无主井盖', 'Manhole cover without owner', 'important', 'road', oneDay],
  ['0115', '通讯交接箱', 'Telecom cabinet', 'normal', 'telecom', threeDays],
  ['0116', '电力设施', 'Power facility', 'important', 'power', oneDay],
  ['0117', '电杆', 'Utility pole', 'important', 'power', twoDays],
  ['0118', '路灯', 'Street light', 'normal', 'lighting', oneDay],
  ['0119', '景观灯', 'Landscape light', 'normal', 'lighting', threeDays],
  ['0126', '健身设施', 'Fitness equipment', 'normal', 'greening', fiveDays],
  ['0190', '公共视频监控', 'Public camera', 'important', 'traffic', twoDays],
  ['0201', '停车场', 'Car park', 'normal', 'traffic', threeDays],
  ['0203', '公交站亭', 'Bus shelter', 'normal', 'traffic', threeDays],
  ['0208', '跨河桥', 'River bridge', 'urgent', 'road', fourHours],
  ['0209', '交通标志牌', 'Traffic sign', 'normal', 'traffic', fiveDays],
  ['0210', '交通控制箱', 'Traffic control cabinet', 'important', 'traffic', oneDay],
  ['0211', '交通护栏', 'Guard rail', 'normal', 'traffic', oneDay],
  ['0212', '存车支架', 'Bicycle rack', 'normal', 'order', fiveDays],
  ['0213', '路名牌', 'Street name sign', 'normal', 'traffic', threeDays],
  ['0214', '交通信号灯', 'Traffic signal', 'urgent', 'traffic', fourHours],
  ['0301', '公共厕所', 'Public toilet', 'normal', 'sanitation', oneDay],
  ['0304', '垃圾间', 'Waste room', 'normal', 'sanitation', oneDay],
  ['0305', '垃圾箱', 'Litter bin', 'normal', 'sanitation', halfDay],
  ['0307', '广告牌匾', 'Billboard', 'normal', 'enforcement', fiveDays],
  ['0401', '古树名木', 'Ancient tree', 'important', 'greening', twoDays],
  ['0402', '行道树', 'Street tree', 'normal', 'greening', sevenDays],
  ['0403', '护树设施', 'Tree guard', 'normal', 'greening', fiveDays],
  ['0404', '花架花钵', 'Flower stand', 'normal', 'greening', threeDays],
  ['0405', '绿地', 'Green space', 'normal', 'greening', fiveDays],
  ['0406', '雕塑', 'Sculpture', 'normal', 'greening', sevenDays],
  ['0407', '街头座椅', 'Street bench', 'normal', 'greening', threeDays],
  ['0501', '宣传栏', 'Notice board', 'normal', 'enforcement', fiveDays],
]

const events: readonly Row[] = [
  ['0101', '私搭乱建', 'Illegal structure', 'important', 'enforcement', fifteenDays],
  ['0102', '暴露垃圾', 'Exposed garbage', 'normal', 'sanitation', halfDay],
  ['0103', '积存垃圾渣土', 'Piled-up rubble', 'normal', 'sanitation', threeDays],
  ['0104', '道路不洁', 'Dirty road', 'normal', 'sanitation', quick],
  ['0105', '水域不洁', 'Dirty waters', 'normal', 'water_body', oneDay],
  ['0106', '绿地脏乱', 'Untidy green space', 'normal', 'greening', oneDay],
  ['0107', '废弃车辆', 'Abandoned vehicle', 'normal', 'traffic', fiveDays],
  ['0108', '废弃家具设备', 'Dumped furniture', 'normal', 'sanitation', oneDay],
  ['0110', '餐饮油烟', 'Cooking fumes', 'normal', 'enforcement', sevenDays],
  ['0111', '道路积水', 'Flooded road', 'urgent', 'drainage', fourHours],
  ['0112', '道路破损', 'Damaged road', 'important', 'road', sevenDays],
  ['0113', '积雪结冰', 'Snow and ice', 'important', 'sanitation', fourHours],
  ['0201', '非法小广告', 'Illegal leaflets', 'normal', 'sanitation', twoDays],
  ['0202', '违规张贴悬挂牌匾', 'Illegal banners and boards', 'normal', 'enforcement', fiveDays],
  ['0203', '占道广告牌', 'Advertising board on the walk', 'normal', 'enforcement', halfDay],
  ['0301', '施工扰民', 'Construction noise', 'normal', 'construction', halfDay],
  ['0302', '工地扬尘', 'Construction dust', 'important', 'construction', halfDay],
  ['0303', '无证消纳渣土', 'Unlicensed rubble dumping', 'important', 'construction', twoDays],
  ['0304', '道路遗撒', 'Spillage on the road', 'important', 'sanitation', quick],
  ['0305', '施工占道', 'Construction blocks the road', 'normal', 'construction', oneDay],
  ['0401', '路面塌陷', 'Road collapse', 'urgent', 'road', twoHours],
  ['0402', '自来水管破裂', 'Burst water main', 'urgent', 'water', twoHours],
  ['0403', '燃气泄漏', 'Gas leak', 'urgent', 'gas', twoHours],
  ['0404', '下水道堵塞', 'Blocked sewer', 'important', 'drainage', twoDays],
  ['0405', '架空线缆坠落', 'Fallen overhead cable', 'urgent', 'telecom', fourHours],
  ['0406', '树木倒伏', 'Fallen tree', 'urgent', 'greening', fourHours],
  ['0501', '无照经营游商', 'Unlicensed street vendor', 'normal', 'enforcement', quick],
  ['0502', '流浪乞讨', 'Homeless person in need', 'important', 'enforcement', quick],
  ['0504', '店外经营', 'Business outside the shop', 'normal', 'enforcement', quick],
  ['0505', '机动车乱停放', 'Illegal car parking', 'normal', 'traffic', quick],
  ['0506', '非机动车乱停放', 'Badly parked bicycles', 'normal', 'order', quick],
  ['0507', '乱堆物堆料', 'Piles on public ground', 'normal', 'enforcement', threeDays],
  ['0508', '商业噪音', 'Commercial noise', 'normal', 'enforcement', quick],
  ['0510', '露天烧烤', 'Street barbecue', 'normal', 'enforcement', quick],
  ['0601', '飞线充电', 'E-bike charging by loose cable', 'important', 'rescue', threeDays],
  ['0602', '消防通道堵塞', 'Blocked fire lane', 'important', 'rescue', oneDay],
  ['0603', '共享单车淤积', 'Shared bicycles piled up', 'normal', 'order', halfDay],
  ['0604', '祭祀焚烧', 'Burning of paper offerings', 'normal', 'enforcement', quick],
  ['0605', '违规燃放烟花爆竹', 'Fireworks against the rules', 'important', 'enforcement', quick],
]

/** Lists of cities go on where the national one ends: subclasses from 90 on, and the sixth class of events. */
function isLocal(kind: 'part' | 'event', code: string): boolean {
  return code.slice(2) >= '90' || (kind === 'event' && code.startsWith('06'))
}

/** Share of the handling limit that the whole case may take besides: dispatch, feedback and check. */
const TOTAL_SHARE = 1.5

function categoryOf(kind: 'part' | 'event', classes: readonly Class[]) {
  return ([code, name, nameEn, severity, skill, [clock, amount]]: Row): BundleCategory => {
    const ownCode = `${kind === 'part' ? '10' : '20'}${code}`
    const [closing, closingEn] = closingOf(ownCode)
    const equipment = equipmentOf[ownCode]
    const lifeYears = kind === 'part' ? serviceLifeYears[code] : undefined
    const parent = classes.find((entry) => entry.code === code.slice(0, 2))!
    return {
      code: ownCode,
      nationalCode: isLocal(kind, code) ? null : code,
      kind,
      classCode: `${kind === 'part' ? '10' : '20'}${parent.code}`,
      className: parent.name,
      classNameEn: parent.nameEn,
      name,
      nameEn,
      severity,
      skill,
      closing,
      closingEn,
      ...(lifeYears !== undefined && { serviceLifeYears: lifeYears }),
      ...(equipment && { equipment }),
      limits: [
        severity === 'normal'
          ? { stage: 'dispatch', clock: 'work_hours', amount: 120 }
          : { stage: 'dispatch', clock: 'urgent', amount: severity === 'urgent' ? 10 : 60 },
        { stage: 'handle', clock, amount },
        {
          stage: 'check',
          clock: severity === 'urgent' ? 'urgent' : 'work_hours',
          amount: severity === 'urgent' ? 60 : 120,
        },
        { stage: 'total', clock, amount: amount * TOTAL_SHARE },
      ],
    }
  }
}

export const categories: readonly BundleCategory[] = [
  ...parts.map(categoryOf('part', partClasses)),
  ...events.map(categoryOf('event', eventClasses)),
]
