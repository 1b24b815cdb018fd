/** When a case of a category may be closed: what has to be seen on site. Follows GB/T 30428.8 in our own words. */
type Closing = readonly [zh: string, en: string]

const covers: Closing = [
  '井盖、井座齐全完好，安放稳固，与路面平顺、无响动；警示围挡撤除，现场清理干净。',
  'Cover and frame are whole, firm, level with the road and silent; barriers are gone and the site is clean.',
]
const facility: Closing = [
  '设施补齐或修复，外观完好、功能正常，无伤人隐患；现场清理干净。',
  'The facility is replaced or mended, looks whole, works and can hurt nobody; the site is clean.',
]
const lamp: Closing = [
  '夜间现场亮灯正常，灯杆、线缆无裸露。',
  'The lamp is lit at night; pole and cable are covered.',
]
const green: Closing = [
  '缺株补植、断枝清除，土不外露，养护设施完好。',
  'Missing plants are replaced, broken branches gone, no bare soil, guards whole.',
]
const gone: Closing = [
  '违法或影响状态消除，占用的公共空间恢复原状。',
  'What was against the rules is gone and the public space is as before.',
]
const clean: Closing = [
  '垃圾、污渍清除，地面见本色，容器归位。',
  'Refuse and stains are gone, the ground shows, bins are back in place.',
]
const noise: Closing = [
  '现场已停止产生噪声；夜间施工无证明的停工，责任人签字。',
  'The noise has stopped; night work without a permit is halted and signed for.',
]
const rescue: Closing = [
  '险情排除，权属单位抢修完毕，警戒撤除，通行和服务恢复。',
  'The danger is over, the owner has finished the repair, the cordon is lifted and service is back.',
]

const own: Readonly<Record<string, Closing>> = {
  '100113': [
    '消火栓出水正常，阀盖齐全，周围三米内无遮挡。',
    'The hydrant gives water, caps are on, nothing stands within three meters.',
  ],
  '100118': lamp,
  '100119': lamp,
  '100106': covers,
  '100208': [
    '病害修复并经检测合格，限载、封闭措施解除。',
    'The defect is mended and tested; weight limits and closures are lifted.',
  ],
  '100214': ['信号灯各相位显示正常，配时恢复。', 'Every phase of the signal shows and its timing is back.'],
  '100307': [
    '招牌修复、加固或拆除，无坠落危险。',
    'The board is mended, fixed or taken down; nothing can fall.',
  ],
  '200101': [
    '违法建设停工或拆除完毕，建筑垃圾清运，现场恢复。',
    'Work has stopped or the structure is down, rubble is gone, the site is restored.',
  ],
  '200107': ['废弃车辆移走，泊位或空间恢复。', 'The vehicle is gone and the space is free.'],
  '200110': [
    '净化设施安装并正常运行，排放口不朝向居民窗户。',
    'The filter is fitted and runs; the outlet faces no home.',
  ],
  '200111': ['积水退净，雨水口通畅，路面无淤泥。', 'The water is gone, the drain runs, no mud is left.'],
  '200112': [
    '坑槽修补密实，表面平顺，警示撤除。',
    'The pothole is filled firmly and level; warnings are gone.',
  ],
  '200113': ['主要车道和人行道无积雪、无结冰。', 'Lanes and walks are free of snow and ice.'],
  '200302': [
    '裸土覆盖，围挡、喷淋、冲洗设施运行。',
    'Bare soil is covered; fence, sprays and wheel wash work.',
  ],
  '200404': ['管道疏通，无冒溢，淤泥随清随运。', 'The sewer runs, nothing overflows, mud is carted off.'],
  '200502': [
    '已告知救助渠道；需要护送的已送至救助站并有回执。',
    'Told where help is; who needs it is at the shelter, with a receipt.',
  ],
  '200506': [
    '车辆按区、按向摆放，盲道和通道畅通。',
    'Bicycles stand in their bay, aligned; tactile paving and ways are free.',
  ],
  '200601': [
    '飞线拆除，车辆移至合规充电点。',
    'The cable is down and the bike is at a proper charging point.',
  ],
  '200602': [
    '障碍物清除，通道净宽不小于四米。',
    'Obstacles are gone and the lane is at least four meters wide.',
  ],
  '200603': [
    '淤积车辆清运或归位，不超过停放区容量。',
    'Bicycles are carted off or put in place, no more than the bay holds.',
  ],
  '200604': ['明火熄灭，灰烬清除，劝导到位。', 'The fire is out, ashes are gone, people were spoken to.'],
  '200605': [
    '停止燃放，残屑清除，剩余烟花依法处理。',
    'The fireworks have stopped, scraps are gone, the rest is dealt with by law.',
  ],
}

export function closingOf(code: string): Closing {
  const mine = own[code]
  if (mine) return mine
  if (/^1001(?:0[1-7]|1[014])$/.test(code) && code !== '100104') return covers
  if (code.startsWith('1004') || code === '200106') return green
  if (code.startsWith('10')) return facility
  if (['200301', '200508'].includes(code)) return noise
  if (code.startsWith('2004')) return rescue
  if (['200102', '200103', '200104', '200105', '200108', '200201', '200303', '200304'].includes(code))
    return clean
  return gone
}
