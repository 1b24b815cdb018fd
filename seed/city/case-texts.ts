import type { Random } from './random.ts'

type Voice = {
  /** What is wrong, following the place: "桂花路12号" + one of these. */
  readonly wrong: readonly string[]
  /** What it does to people; hotline and residents say so. */
  readonly effect: readonly string[]
  readonly wrongEn: string
}

const cover: Voice = {
  wrong: [
    '有一个井盖松动，车一压就响',
    '井盖破了一个角',
    '井盖不见了，就剩个洞',
    '井盖高出路面一截',
    '井盖往下沉，形成了坑',
  ],
  effect: ['晚上响得睡不着', '骑车差点摔倒', '孩子上学都从这过，太危险', '电动车过去颠得厉害'],
  wrongEn: 'a manhole cover is loose or broken',
}
const voices: Readonly<Record<string, Voice>> = {
  '100101': cover,
  '100102': { ...cover, wrong: [...cover.wrong, '污水井往外冒水，味道很大'] },
  '100103': cover,
  '100104': {
    wrong: ['雨水箅子断了两根', '雨水箅子被树叶垃圾堵死了', '雨水篦子被人搬走了'],
    effect: ['一下雨就积水', '轮子容易卡进去'],
    wrongEn: 'a storm drain grate is broken or blocked',
  },
  '100105': cover,
  '100107': cover,
  '100111': cover,
  '100113': {
    wrong: ['消火栓被撞歪了，在漏水', '消火栓盖子丢了', '消火栓被杂物围住'],
    effect: ['万一着火就麻烦了'],
    wrongEn: 'a fire hydrant is damaged',
  },
  '100115': {
    wrong: ['通讯箱的门敞着，线都露在外面', '光交箱倾斜'],
    effect: ['小孩会去拉'],
    wrongEn: 'a telecom cabinet stands open',
  },
  '100117': {
    wrong: ['电线杆歪得厉害', '电杆上的线垂下来了'],
    effect: ['看着随时要倒', '大车过不去'],
    wrongEn: 'a utility pole leans',
  },
  '100118': {
    wrong: ['路灯不亮了', '连着三四盏路灯都不亮', '路灯一闪一闪的', '路灯白天也亮着', '路灯杆被车撞歪了'],
    effect: ['晚上黑漆漆的', '老人走路看不见', '下夜班走这段心里发慌'],
    wrongEn: 'the street lights are out',
  },
  '100203': {
    wrong: ['公交站亭玻璃碎了', '公交站亭的座椅断了', '站牌灯箱不亮'],
    effect: ['等车的人容易割到手'],
    wrongEn: 'the bus shelter is damaged',
  },
  '100209': {
    wrong: ['交通标志牌被树挡住了', '限速牌掉下来了', '指示牌歪了'],
    effect: ['开车看不清'],
    wrongEn: 'a traffic sign is hidden or fallen',
  },
  '100211': {
    wrong: ['护栏被车撞倒了一段', '护栏散在路上'],
    effect: ['占了一条车道'],
    wrongEn: 'the guard rail has been knocked over',
  },
  '100213': {
    wrong: ['路名牌掉了', '路名牌上的字看不清了'],
    effect: ['外地人找不到路'],
    wrongEn: 'the street name sign is missing',
  },
  '100214': {
    wrong: ['红绿灯不亮了', '红绿灯方向转歪了', '红绿灯绿灯时间太短'],
    effect: ['早高峰堵成一锅粥', '老人走到一半就红了'],
    wrongEn: 'the traffic signal does not work',
  },
  '100305': {
    wrong: ['垃圾桶满了没人倒', '果皮箱的门坏了', '垃圾桶翻倒在路边'],
    effect: ['味道太大', '苍蝇很多'],
    wrongEn: 'a litter bin overflows or is broken',
  },
  '100402': {
    wrong: ['行道树的枯枝快掉下来了', '树枝挡住了路灯', '行道树死了一棵', '树根把人行道拱起来了'],
    effect: ['刮风的时候很吓人', '推婴儿车过不去'],
    wrongEn: 'a street tree needs care',
  },
  '100407': {
    wrong: ['座椅木条断了', '座椅螺丝松了'],
    effect: ['老人坐着不稳'],
    wrongEn: 'a bench is broken',
  },
  '100126': {
    wrong: ['健身器材的把手断了', '健身器材生锈晃得厉害'],
    effect: ['怕老人摔着'],
    wrongEn: 'fitness equipment is broken',
  },
  '200101': {
    wrong: ['有人在楼顶搭彩钢房', '一楼住户把院子扩出来一大截', '有人在公共通道砌墙'],
    effect: ['影响采光', '消防车进不来'],
    wrongEn: 'someone is putting up an illegal structure',
  },
  '200102': {
    wrong: ['路边堆了一大堆垃圾', '垃圾袋扔了一地', '垃圾堆了两三天没人清'],
    effect: ['天热臭得不行', '招老鼠'],
    wrongEn: 'garbage lies in the open',
  },
  '200103': {
    wrong: ['有人倒了一车装修垃圾', '拆下来的砖头水泥堆在路边'],
    effect: ['占了半边路', '下雨泥水到处流'],
    wrongEn: 'rubble has been dumped',
  },
  '200104': {
    wrong: ['路面有油污', '路上全是落叶没扫', '路面有泥', '人行道上有呕吐物'],
    effect: ['走路打滑', '看着很脏'],
    wrongEn: 'the road is dirty',
  },
  '200105': {
    wrong: ['河面上漂着一片垃圾', '河水发黑有味道', '水面长满了水葫芦'],
    effect: ['散步的人都绕着走'],
    wrongEn: 'rubbish floats on the water',
  },
  '200106': {
    wrong: ['绿化带里全是塑料袋', '草坪被踩秃了', '绿地里有人种菜'],
    effect: ['影响环境'],
    wrongEn: 'the green space is untidy',
  },
  '200107': {
    wrong: ['停了一辆没牌的破面包车，好几个月了', '一辆轮胎全瘪的车一直停在这'],
    effect: ['占着车位没人管'],
    wrongEn: 'an abandoned car has stood here for months',
  },
  '200108': {
    wrong: ['扔了一张旧沙发', '有人把旧床垫扔在路口'],
    effect: ['挡路'],
    wrongEn: 'old furniture has been dumped',
  },
  '200110': {
    wrong: ['饭店的油烟直接往居民楼排', '烧烤店烟太大'],
    effect: ['窗户都不敢开'],
    wrongEn: 'cooking fumes blow into the flats',
  },
  '200111': {
    wrong: ['积水没过脚踝了', '下雨积水，车都熄火了', '路口积水有二三十公分'],
    effect: ['行人过不去', '电动车泡水了'],
    wrongEn: 'the road is under water',
  },
  '200112': {
    wrong: ['路面有个大坑', '人行道地砖碎了一片', '路面开裂起壳'],
    effect: ['骑车差点摔倒', '轮胎都磕破了'],
    wrongEn: 'the road surface is broken',
  },
  '200201': {
    wrong: ['墙上贴满了小广告', '电线杆上都是开锁的小广告', '单元门上全是贴纸'],
    effect: ['刚清完又贴上'],
    wrongEn: 'illegal leaflets everywhere',
  },
  '200202': {
    wrong: ['拉了一条横幅', '店招没批就挂上去了'],
    effect: ['挡住了二楼的窗户'],
    wrongEn: 'an unapproved banner hangs here',
  },
  '200203': {
    wrong: ['店家把灯箱广告放在人行道上', '广告牌占了盲道'],
    effect: ['盲人没法走'],
    wrongEn: 'an advertising board blocks the walk',
  },
  '200301': {
    wrong: ['工地半夜还在打桩', '夜里十一点了还在浇混凝土', '楼上装修电钻从早响到晚'],
    effect: ['家里有高考生', '孩子睡不着觉', '老人心脏不好'],
    wrongEn: 'construction noise at night',
  },
  '200302': {
    wrong: ['工地没有洒水，灰很大', '渣土车不盖篷布', '裸土没有覆盖'],
    effect: ['窗台一天一层灰'],
    wrongEn: 'dust from the building site',
  },
  '200303': {
    wrong: ['夜里有渣土车往空地倒土', '有人偷倒渣土'],
    effect: ['堆成小山了'],
    wrongEn: 'rubble is dumped without a licence',
  },
  '200304': {
    wrong: ['渣土车一路掉泥', '路上洒了一片石子', '混凝土洒在路面上'],
    effect: ['摩托车容易打滑'],
    wrongEn: 'spillage on the road',
  },
  '200305': {
    wrong: ['施工围挡占了人行道', '挖开的沟没有回填'],
    effect: ['行人只能走机动车道'],
    wrongEn: 'construction blocks the walk',
  },
  '200401': {
    wrong: ['路面塌了一个洞', '地面突然下陷'],
    effect: ['下面好像是空的'],
    wrongEn: 'the road has caved in',
  },
  '200402': {
    wrong: ['水管爆了，水喷得很高', '路面往外冒清水'],
    effect: ['整条街都淹了', '家里没水用'],
    wrongEn: 'a water main has burst',
  },
  '200403': {
    wrong: ['有很重的煤气味'],
    effect: ['大家都不敢开火'],
    wrongEn: 'there is a strong smell of gas',
  },
  '200404': {
    wrong: ['下水道堵了，污水漫出来', '一楼厕所反水', '化粪池满了往外溢'],
    effect: ['臭气熏天', '一楼没法住人'],
    wrongEn: 'the sewer is blocked and overflows',
  },
  '200405': {
    wrong: ['一根线缆掉在路中间', '线缆垂到一人高'],
    effect: ['不知道带不带电'],
    wrongEn: 'an overhead cable has fallen',
  },
  '200406': {
    wrong: ['一棵大树倒了，横在路上', '树倒了压到两辆车'],
    effect: ['车都过不去'],
    wrongEn: 'a tree has fallen across the road',
  },
  '200501': {
    wrong: ['有人推车卖水果', '路口一排流动摊贩', '卖早点的三轮车堵在校门口'],
    effect: ['放学时挤得走不动', '收摊后一地垃圾'],
    wrongEn: 'street vendors block the way',
  },
  '200502': {
    wrong: ['桥洞下睡着一位老人', '有人在路口乞讨'],
    effect: ['天冷了，希望有人管管'],
    wrongEn: 'a homeless person needs help',
  },
  '200504': {
    wrong: ['饭店把桌子摆到人行道上', '修车店占了人行道修车', '水果店把货摆到路上'],
    effect: ['行人要绕到马路上走'],
    wrongEn: 'a shop does business on the walk',
  },
  '200505': {
    wrong: ['车停在人行道上', '双排停车堵住了路口', '车停在公交站里'],
    effect: ['推轮椅过不去', '小区出不来'],
    wrongEn: 'cars are parked illegally',
  },
  '200506': {
    wrong: ['电动车停满了人行道', '电动车堵住了盲道'],
    effect: ['行人没地方走'],
    wrongEn: 'e-bikes block the walk',
  },
  '200507': {
    wrong: ['有人堆了一堆木料', '纸箱子堆了半边路', '楼道口堆满杂物'],
    effect: ['消防隐患', '影响通行'],
    wrongEn: 'materials are piled up in public',
  },
  '200508': {
    wrong: ['店里音响声音太大', '广场舞音响开得太响', '喇叭循环叫卖'],
    effect: ['吵得没法休息', '孩子写不了作业'],
    wrongEn: 'loud music from a shop',
  },
  '200510': {
    wrong: ['有人露天烧烤', '夜市烧烤摊摆到凌晨'],
    effect: ['烟熏得开不了窗', '地上全是油'],
    wrongEn: 'a barbecue in the street',
  },
  '200601': {
    wrong: ['有人从楼上拉线给电动车充电', '楼道里飞线充电'],
    effect: ['太容易着火了'],
    wrongEn: 'e-bikes are charged by loose cables',
  },
  '200602': {
    wrong: ['消防通道停满了车', '消防通道被锁了'],
    effect: ['出了事消防车进不来'],
    wrongEn: 'the fire lane is blocked',
  },
  '200603': {
    wrong: ['共享单车堆成山', '地铁口的共享单车倒了一片'],
    effect: ['人都走不过去'],
    wrongEn: 'shared bicycles are piled up',
  },
}

/** A report in the words of its channel; residents are short, hotline takers write long, collectors write to form. */
export function describe(
  categoryCode: string,
  channel: string,
  place: { readonly text: string; readonly en: string },
  random: Random,
): string {
  const voice = voices[categoryCode]
  if (!voice) throw new Error(`No words for category ${categoryCode}`)
  const wrong = random.pick(voice.wrong)
  const effect = random.pick(voice.effect)
  if (channel === 'hotline') {
    const opening = random.pick(['市民来电反映：', '市民来电称，', '来电人反映，', '群众来电：'])
    const closing = random.pick([
      '请相关部门尽快处理。',
      '希望尽快解决。',
      '来电人要求回复处理结果。',
      '已是第二次来电，请重视。',
    ])
    return `${opening}${place.text}${wrong}，${effect}，${closing}`
  }
  if (channel === 'resident') {
    if (random.chance(0.025)) return `Near ${place.en}: ${voice.wrongEn}. Please have a look, thank you.`
    const shape = random.integer(0, 4)
    if (shape === 0) return `${place.text}${wrong}`
    if (shape === 1) return `${place.text}${wrong}，${effect}，麻烦来看看，谢谢`
    if (shape === 2) return `你们管不管啊，${place.text}${wrong}，${effect}！`
    if (shape === 3) return `${wrong}，就在${place.text}，${effect}`
    return `您好，${place.text}${wrong}，已经好几天了，${effect}`
  }
  if (channel === 'collector') return `巡查发现，${place.text}${wrong}。`
  if (channel === 'patrol') return `${place.text}，巡逻中发现${wrong}，已拍照。`
  if (channel === 'camera') return `视频识别线索：${place.text}疑似${wrong}。`
  if (channel === 'sensor') return `设备告警：${place.text}${wrong}，请核实。`
  return `上级交办：${place.text}${wrong}，请于时限内办结并反馈。`
}
