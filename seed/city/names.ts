import type { Random } from './random.ts'

export type Name = { readonly name: string; readonly nameEn: string }

/** Stems that sound at home in a river town, with their pinyin. */
const stems: readonly (readonly [zh: string, en: string])[] =
  '朝阳 Chaoyang,文昌 Wenchang,柳荫 Liuyin,桂花 Guihua,青石 Qingshi,竹园 Zhuyuan,石桥 Shiqiao,古井 Gujing,渔市 Yushi,盐仓 Yancang,米行 Mihang,铜井 Tongjing,钟楼 Zhonglou,书院 Shuyuan,贡院 Gongyuan,状元 Zhuangyuan,状元桥 Zhuangyuanqiao,梧桐 Wutong,银杏 Yinxing,香樟 Xiangzhang,海棠 Haitang,玉兰 Yulan,丹桂 Dangui,芙蓉 Furong,荷花 Hehua,莲池 Lianchi,菱角 Lingjiao,芦花 Luhua,白鹭 Bailu,望江 Wangjiang,听涛 Tingtao,观澜 Guanlan,渡口 Dukou,码头 Matou,船坞 Chuanwu,白沙 Baisha,金沙 Jinsha,长堤 Changdi,枫林 Fenglin,松涛 Songtao,云栖 Yunqi,云谷 Yungu,翠屏 Cuiping,紫金 Zijin,明德 Mingde,崇文 Chongwen,尚义 Shangyi,和平 Heping,光华 Guanghua,新华 Xinhua,建国 Jianguo,青年 Qingnian,团结 Tuanjie,幸福 Xingfu,安康 Ankang,永宁 Yongning,永兴 Yongxing,长乐 Changle,太平 Taiping,同心 Tongxin,仁和 Renhe,广济 Guangji,德胜 Desheng,大成 Dacheng,鼓楼 Gulou,东门 Dongmen,南门 Nanmen,西门 Ximen,水西 Shuixi,河东 Hedong,河西 Hexi,北塘 Beitang,南塘 Nantang,塘湾 Tangwan,龙湾 Longwan,凤凰 Fenghuang,麒麟 Qilin,仙鹤 Xianhe,瑞金 Ruijin,金陵 Jinling,锦绣 Jinxiu,锦湖 Jinhu,澄湖 Chenghu,镜湖 Jinghu,湖滨 Hubin,月湖 Yuehu,星湖 Xinghu,秀水 Xiushui,清溪 Qingxi,碧波 Bibo,春晓 Chunxiao,夏荷 Xiahe,秋实 Qiushi,兴业 Xingye,兴隆 Xinglong,创新 Chuangxin,科技 Keji,科创 Kechuang,高新 Gaoxin,软件 Ruanjian,商贸 Shangmao,金融 Jinrong,会展 Huizhan,世纪 Shiji,新城 Xincheng,滨河 Binhe,丰乐 Fengle,丰收 Fengshou,果园 Guoyuan,菜园 Caiyuan,杨家 Yangjia,李家 Lijia,周家 Zhoujia,沈家 Shenjia,陆家 Lujia,顾家 Gujia,许家 Xujia,孙家 Sunjia,机床 Jichuang,纺织 Fangzhi,化工 Huagong,电机 Dianji,汽运 Qiyun,仓前 Cangqian,物流 Wuliu,港口 Gangkou,航道 Hangdao,火车头 Huochetou,站东 Zhandong,站西 Zhanxi'
    .split(',')
    .map((entry) => {
      const [zh, en] = entry.split(' ')
      return [zh!, en!] as const
    })

const laneKinds = [
  ['巷', 'Lane'],
  ['街', 'Street'],
  ['路', 'Road'],
  ['里', 'Alley'],
  ['弄', 'Alley'],
] as const
const streetKinds = [
  ['路', 'Road'],
  ['街', 'Street'],
] as const
const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** Hands out names, none twice within a kind. */
export class Namer {
  readonly #random: Random
  readonly #used = new Set<string>()
  readonly #roadIndex = { collector: 0, lane: 0 }
  readonly #order: readonly number[]

  constructor(random: Random) {
    this.#random = random
    const order = stems.map((_, i) => i)
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.integer(0, i)
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    this.#order = order
  }

  /**
   * Collectors are roads and streets; lanes also 巷, 里 and 弄. A stem comes back with every kind before its names are
   * numbered, and then in order.
   */
  road(edgeClass: 'collector' | 'lane'): Name {
    const kinds = edgeClass === 'collector' ? streetKinds : laneKinds
    for (;;) {
      const index = this.#roadIndex[edgeClass]++
      const place = this.#order[index % stems.length]!
      const [zh, en] = stems[place]!
      const round = Math.floor(index / stems.length)
      const [kind, kindEn] = kinds[(round + place) % kinds.length]!
      const turn = Math.floor(round / kinds.length) - 1
      const [side, sideEn] = turn < ordinals.length ? ['', ''] : sides[turn % sides.length]!
      const ordinal = turn < 0 ? '' : ordinals[turn % ordinals.length]!
      const number = turn < 0 ? '' : ` ${(turn % ordinals.length) + 1}`
      const name = `${side}${zh}${ordinal}${kind}`
      if (round < 600 && this.#used.has(name)) continue
      this.#used.add(name)
      return { name, nameEn: `${sideEn}${sideEn ? en.toLowerCase() : en}${number} ${kindEn}` }
    }
  }

  /** Communities are called after what lies there; villages at the edge after families. */
  community(isVillage: boolean): Name {
    for (let attempt = 0; ; attempt++) {
      const [stem, stemEn] = this.#random.pick(stems)
      // A larger city has more communities than stems: 东 and 西 of them, 新 and 老 ones.
      const [side, sideEn] = attempt < 400 ? ['', ''] : this.#random.pick(sides)
      const [zh, en] = [`${side}${stem}`, `${sideEn}${sideEn ? stemEn.toLowerCase() : stemEn}`]
      const isFamily = zh.endsWith('家')
      if (isFamily !== isVillage && attempt < 400 && this.#random.chance(0.9)) continue
      if (this.#used.has(`c:${zh}`)) continue
      this.#used.add(`c:${zh}`)
      return isVillage
        ? { name: `${zh}村`, nameEn: `${en} Village` }
        : { name: `${zh}社区`, nameEn: `${en} Community` }
    }
  }

  /** E.g. 桂花 + 公园; `kind` gives the rest. */
  place(kind: Name): Name {
    for (let attempt = 0; ; attempt++) {
      const [zh, en] = this.#random.pick(stems)
      const name = `${zh}${kind.name}`
      if (this.#used.has(name) && attempt < 200) continue
      this.#used.add(name)
      return { name, nameEn: `${en} ${kind.nameEn}` }
    }
  }
}

const sides = [
  ['东', 'Dong'],
  ['西', 'Xi'],
  ['南', 'Nan'],
  ['北', 'Bei'],
  ['新', 'Xin'],
  ['老', 'Lao'],
  ['上', 'Shang'],
  ['下', 'Xia'],
  ['前', 'Qian'],
  ['后', 'Hou'],
] as const

const surnames =
  '王 Wang,李 Li,张 Zhang,刘 Liu,陈 Chen,杨 Yang,赵 Zhao,黄 Huang,周 Zhou,吴 Wu,徐 Xu,孙 Sun,胡 Hu,朱 Zhu,高 Gao,林 Lin,何 He,郭 Guo,马 Ma,罗 Luo,梁 Liang,宋 Song,郑 Zheng,谢 Xie,韩 Han,唐 Tang,冯 Feng,于 Yu,董 Dong,萧 Xiao,程 Cheng,曹 Cao,袁 Yuan,邓 Deng,许 Xu,傅 Fu,沈 Shen,曾 Zeng,彭 Peng,吕 Lü'
    .split(',')
    .map((entry) => entry.split(' ') as [string, string])
const givenNames =
  '建国 Jianguo,志强 Zhiqiang,秀英 Xiuying,丽华 Lihua,伟 Wei,敏 Min,静 Jing,磊 Lei,洋 Yang,艳 Yan,勇 Yong,娟 Juan,涛 Tao,明 Ming,超 Chao,秀兰 Xiulan,霞 Xia,平 Ping,刚 Gang,桂英 Guiying,文博 Wenbo,子涵 Zihan,雨桐 Yutong,浩然 Haoran,欣怡 Xinyi,俊杰 Junjie,海燕 Haiyan,晓东 Xiaodong,红梅 Hongmei,国庆 Guoqing,春生 Chunsheng,金凤 Jinfeng,志远 Zhiyuan,佳琪 Jiaqi,立新 Lixin,卫东 Weidong,小芳 Xiaofang,天宇 Tianyu,思远 Siyuan,玉兰 Yulan'
    .split(',')
    .map((entry) => entry.split(' ') as [string, string])

export function personName(random: Random): Name {
  const [surname, surnameEn] = random.pick(surnames)
  const [given, givenEn] = random.pick(givenNames)
  return { name: `${surname}${given}`, nameEn: `${givenEn} ${surnameEn}` }
}
