/** The crews of a department in a district: what they can do, drive and carry. */
export type Fleet = {
  readonly departmentCode: string
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly skills: readonly string[]
  /** In a district of about a thousand unit grids. */
  readonly count: number
  readonly crewSize: number
  readonly vehicles: readonly string[]
  readonly equipment: readonly string[]
}

type Row = readonly [
  departmentCode: string,
  kind: string,
  name: string,
  nameEn: string,
  skill: string,
  count: number,
  crewSize: number,
  vehicles: string,
  equipment: string,
]

const rows: readonly Row[] = [
  [
    'HW',
    'sanitation',
    '环卫作业',
    'Sanitation crew',
    'sanitation',
    14,
    2,
    '洗扫车 压缩清运车 高压冲洗车 电动保洁车',
    '铁锹 高压水枪 垃圾夹 警示锥',
  ],
  [
    'ZF',
    'enforcement',
    '执法中队',
    'Enforcement squad',
    'enforcement',
    9,
    3,
    '执法巡逻车 电动巡逻车',
    '执法记录仪 噪声计 手持终端 扩音器',
  ],
  [
    'JJ',
    'traffic',
    '交警铁骑',
    'Traffic motorcycle',
    'traffic',
    6,
    1,
    '警用摩托车',
    '执法记录仪 警示锥 测距仪',
  ],
  [
    'SZ',
    'repair',
    '市政抢修',
    'Road repair crew',
    'road',
    5,
    4,
    '沥青修补车 工程抢险车',
    '切割机 冲击夯 冷补料 围挡 警示灯',
  ],
  [
    'ZM',
    'lighting',
    '照明抢修',
    'Lighting crew',
    'lighting',
    4,
    3,
    '高空作业车 电力工程车',
    '绝缘手套 万用表 灯具备件 电缆故障仪',
  ],
  [
    'PS',
    'drainage',
    '排水抢险',
    'Drainage crew',
    'drainage',
    5,
    4,
    '高压疏通车 吸污车 移动泵车',
    '潜水泵 管道内窥镜 井盖备件 气体检测仪',
  ],
  [
    'YL',
    'greening',
    '园林养护',
    'Greenery crew',
    'greening',
    4,
    3,
    '高枝修剪车 绿化洒水车',
    '油锯 高枝锯 绿篱机 打药机',
  ],
  [
    'ZJ',
    'inspection',
    '工地巡查',
    'Site inspection',
    'construction',
    3,
    2,
    '巡查轿车',
    '扬尘检测仪 噪声计 无人机',
  ],
  [
    'SW',
    'river',
    '河道保洁',
    'River cleaning boat',
    'water_body',
    2,
    2,
    '保洁船',
    '打捞网 水质检测箱 救生衣',
  ],
  ['GS', 'water', '供水抢修', 'Water repair crew', 'water', 3, 4, '供水抢修车', '听漏仪 抽水泵 管件 发电机'],
  ['RQ', 'gas', '燃气抢修', 'Gas repair crew', 'gas', 2, 3, '燃气抢险车', '可燃气体检测仪 防爆工具 封堵器'],
  ['RL', 'heat', '热力抢修', 'Heating repair crew', 'heat', 1, 3, '热力抢修车', '红外测温仪 阀门备件'],
  ['GD', 'power', '电力抢修', 'Power repair crew', 'power', 3, 3, '带电作业车', '绝缘杆 验电器 发电车接口'],
  [
    'TX',
    'telecom',
    '通信抢修',
    'Telecom repair crew',
    'telecom',
    2,
    2,
    '线路维护车',
    '光纤熔接机 光时域反射仪 梯子',
  ],
  [
    'YJ',
    'rescue',
    '应急救援',
    'Rescue team',
    'rescue',
    3,
    6,
    '抢险救援车',
    '冲锋舟 液压破拆工具 生命探测仪 照明灯组',
  ],
]

export const fleets: readonly Fleet[] = rows.map(
  ([departmentCode, kind, name, nameEn, skill, count, crewSize, vehicles, equipment]) => ({
    departmentCode,
    kind,
    name,
    nameEn,
    skills: [skill],
    count,
    crewSize,
    vehicles: vehicles.split(' '),
    equipment: equipment.split(' '),
  }),
)
