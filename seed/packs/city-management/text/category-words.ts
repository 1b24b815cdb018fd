/**
 * What else people call the trouble of a category, besides the words of the seeded city's reports. Alternatives stand
 * between bars; English ones after the slash.
 */
export const categoryWords: Readonly<Record<string, string>> = {
  '100101':
    '自来水井盖响|自来水的窨井盖坏了|水表井盖没有了|阀门井盖塌陷|供水井盖破损/water meter cover is missing|water main cover is loose',
  '100102':
    '下水道井盖破了|污水窨井盖翘起|化粪池井盖缺失|污水井盖塌了，臭水冒出来|下水井盖开裂/sewer manhole cover is open|sewer cover broken',
  '100103':
    '雨水井盖丢了|雨污井盖破损|排水窨井盖松动|雨水管道的井盖被车压碎/storm drain cover missing|storm manhole is open',
  '100104':
    '雨水篦子坏了|排水口的铁栅栏没了|下水口堵住了|路边水篦子断裂|收水井的格栅被偷/drain grate missing|gutter grate is clogged',
  '100105': '电缆井盖破损|供电局的井盖坏了|高压电缆沟盖板断裂|国家电网井盖不见了/power cable cover broken',
  '100106': '路灯旁的小井盖没了|路灯手孔井盖丢失|灯杆下面的井盖翘起/street light handhole cover is missing',
  '100107': '电信井盖坏了|移动联通的光缆井盖松动|通信人孔井盖破损|网络井盖塌了/telecom manhole cover broken',
  '100110': '暖气井盖冒蒸汽|供热管道井盖破了|热力公司的井盖松动/heating cover steams',
  '100111': '煤气井盖松动|天然气阀门井盖破损|燃气井盖丢失|燃气检查井盖塌陷/gas valve cover is loose',
  '100113':
    '消防栓漏水|消火栓被埋压|消防栓没有水|消防水鹤被撞|室外消火栓盖帽丢失/fire hydrant is leaking|hydrant is blocked',
  '100114':
    '不知道是谁家的井盖坏了|没有标志的井盖破了|井盖上没有字，没人认领|窨井盖不见了/manhole cover missing|open manhole',
  '100115':
    '通信箱门开着|光纤交接箱倒了|网络箱子里线缆裸露|电信箱锁坏了/telecom box is open|internet cabinet damaged',
  '100116':
    '配电箱门没关|变压器冒火花|变电箱漏电|高压箱外壳破损|电表箱线头裸露/power box is open|transformer sparks',
  '100117': '电线杆要倒了|水泥杆断裂|电杆挡路|拉线松了|电杆被撞歪/utility pole is leaning|pole about to fall',
  '100118':
    '路灯坏了|灯不亮|街灯不亮黑灯瞎火|巷子里没有灯光|路灯一直闪|路灯白天不关|灯杆断了|夜里路上一片漆黑/street lamp is out|street light broken|lamp post damaged',
  '100119':
    '楼体亮化灯不亮|景观灯坏了|桥上的彩灯坏了|草坪灯、地埋灯损坏|灯带闪烁/landscape lights are broken',
  '100126':
    '健身器材坏了|单杠松动|儿童滑梯破损|乒乓球台塌了|公园锻炼的器械掉零件/playground equipment is broken|exercise machine broken',
  '100190':
    '摄像头被挡住|监控坏了|探头掉下来|治安监控杆歪了|监控黑屏/cctv camera is broken|camera hangs loose',
  '100201':
    '停车场道闸坏了|停车场收费牌不清|停车场地面破损|车位线看不清|停车场没有照明/parking lot barrier broken',
  '100203':
    '公交站台坏了|候车亭的玻璃碎了|站牌倒了|公交站没有座椅|公交站棚漏雨/bus stop shelter damaged|bus stop sign is down',
  '100208':
    '桥面有裂缝|大桥栏杆断了|桥墩被撞|桥上伸缩缝坏了|人行桥的台阶松动/bridge railing broken|cracks in the bridge',
  '100209':
    '限速牌倒了|指路牌看不清|交通指示牌掉落|警示牌被遮挡|禁停标志没了/traffic sign missing|stop sign knocked down',
  '100210': '信号机箱门开着|交警控制箱被撞|红绿灯的箱子漏电/traffic signal cabinet is open',
  '100211':
    '隔离护栏倒了|马路中间栏杆被撞坏|防撞护栏断开|人行道护栏缺失|道路隔离墩移位/guard rail broken|road barrier knocked over',
  '100212': '自行车停放架坏了|存车架松动|非机动车停车桩歪了/bike rack is broken',
  '100213': '路名牌倒了|街牌字掉了|路牌写错了|门牌号牌脱落|巷子的名牌没有了/street name sign is gone',
  '100214':
    '红绿灯坏了|信号灯不亮|红绿灯不变|绿灯时间太短|黄灯一直闪|倒计时不显示/traffic light is out|signal not working',
  '100301':
    '公厕太脏|公共厕所没水|厕所门锁坏了|公厕臭味大|卫生间堵了|厕所关门不开放/public toilet is filthy|restroom is closed',
  '100304': '垃圾站房门坏了|垃圾房污水横流|垃圾中转站味道大|垃圾楼外面堆满垃圾/garbage room stinks',
  '100305':
    '垃圾桶满了|果皮箱坏了|垃圾箱盖子没了|垃圾桶倒了|没有垃圾桶|垃圾桶着火冒烟/litter bin is full|trash can overflowing|bin is broken',
  '100307':
    '广告牌要掉下来|灯箱广告破损|店招牌松动|户外广告布被风吹开|招牌字脱落/billboard may fall|shop sign is loose',
  '100401': '古树枯枝|古树被人刻字|名木的支撑断了|老槐树空心|古树被水泥封住/ancient tree is dying',
  '100402':
    '树枝挡路|行道树枯死|树枝碰到电线|树要修剪了|树上掉虫|大树遮挡阳光|路边的树歪了/street tree is dead|branches need trimming',
  '100403': '树池盖板坏了|树木支撑架松了|护树板缺失|树篦子翘起/tree grate is broken',
  '100404': '花箱倒了|花钵破了|花架掉漆|花坛里的花死了|花盆被偷/flower planter is broken',
  '100405':
    '绿化带被踩秃了|草坪枯死|绿地黄土裸露|有人在绿地种菜|绿化带里的灌木死了|小花园没人管/lawn is dead|green strip trampled',
  '100406': '雕塑损坏|雕像被涂鸦|城市雕塑基座裂开/statue is damaged',
  '100407': '长椅坏了|座椅木板断了|休息椅子少了一条腿|石凳倒了/bench is broken|seat is missing',
  '100501': '宣传栏玻璃碎了|公告栏破损|阅报栏倒了|社区橱窗没人更新/notice board glass is broken',
  '200101':
    '违法建筑|违章搭建|楼顶加盖|私自扩建|搭彩钢棚|占用公共绿地建房|违规封阳台|地下室私挖/illegal building|someone builds an illegal shed',
  '200102':
    '垃圾没人收|垃圾成堆|生活垃圾乱扔|路边垃圾发臭|垃圾遍地|有人偷倒垃圾|垃圾袋扔了一地|没人清理垃圾/garbage piled up|trash dumped on the street|rubbish everywhere',
  '200103':
    '建筑垃圾没人清|装修垃圾堆在路边|渣土堆|砖头瓦块堆着|拆迁废料没有清运/construction debris dumped|rubble pile',
  '200104':
    '路面很脏|马路没人扫|地上全是树叶|呕吐物|狗屎没人清理|路面油污|街道不干净/road is dirty|street needs cleaning|dog mess',
  '200105':
    '河里有垃圾|河水发黑发臭|河面漂浮物|湖里死鱼|水沟臭|河道有油污|水葫芦泛滥/river is polluted|lake full of rubbish|water smells',
  '200106':
    '绿化带里有垃圾|草丛里都是塑料袋|公园草地很脏|绿地堆放杂物/rubbish in the bushes|green space is messy',
  '200107':
    '僵尸车|报废车停了很久|没有牌照的破车占位|废弃面包车|长期不动的汽车/abandoned car|wrecked vehicle left for months',
  '200108':
    '旧沙发扔在路边|床垫没人收|废旧家具堆楼道|坏冰箱丢在门口|大件垃圾/old sofa dumped|mattress left on the street',
  '200110':
    '油烟味大|饭店排烟直对窗户|厨房油烟扰民|烧烤烟熏|油烟机对着居民楼/cooking smoke from restaurant|kitchen fumes',
  '200111':
    '路上积水|下雨就淹|水深到膝盖|地下通道被淹|车熄火在水里|内涝|小区进水|水漫路面/road is flooded|street under water|underpass flooded',
  '200112':
    '路面有坑|马路坑坑洼洼|柏油路开裂|人行道砖松动|地砖翘起|道路破损|坑洞颠簸/pothole|road surface broken|paving stones loose',
  '200113': '路面结冰|积雪没有清|台阶上有冰|雪太厚走不了|桥面打滑/icy road|snow not cleared',
  '200201':
    '小广告贴满墙|电线杆上贴广告|楼道牛皮癣|办证刻章的广告|乱涂乱画|乱张贴|喷漆电话号码/illegal flyers|graffiti|stickers on walls',
  '200202': '横幅乱挂|条幅没拆|违规店招|布标挡住信号灯|墙上挂巨幅广告/illegal banner',
  '200203': '广告牌摆在人行道|灯箱挡路|立式招牌占盲道|展架占道/signboard blocks the pavement',
  '200301':
    '工地半夜施工|施工噪音太大|打桩声音吵|装修电钻吵|混凝土浇筑到凌晨|挖掘机轰鸣睡不着/construction noise at night|drilling all night',
  '200302': '工地尘土飞扬|施工不洒水|裸土没有盖|灰尘太大|拆楼扬尘/dust from the building site',
  '200303': '偷倒渣土|渣土车夜里倒土|没有手续运渣土|黑渣土车|非法倾倒建筑垃圾/illegal dumping of soil',
  '200304':
    '渣土车撒了一路|水泥洒在路上|货车掉石子|路上漏油|泥浆带到马路|沙子掉了一地/truck spilled gravel|mud on the road',
  '200305':
    '施工围挡占了半条路|施工占道没有指示牌|挖开路没恢复|人行道被施工围住|管线施工占车道/works block the road',
  '200401': '路塌了|地面塌陷|马路出现大坑洞|路面下沉|路中间空了/sinkhole|road collapsed',
  '200402': '水管爆了|自来水喷出来|水管破裂跑水|路上冒清水|管道漏水像喷泉/burst water pipe|water main break',
  '200403': '有煤气味|燃气泄漏|天然气管道被挖断|闻到很浓的煤气|液化气罐漏气/gas leak|smell of gas',
  '200404':
    '下水道堵了|污水倒灌|马桶返水|污水冒出来|化粪池满了外溢|地漏反水|管道堵塞臭水横流/blocked sewer|sewage overflow|drain is blocked',
  '200405':
    '电线掉下来|电缆垂到地面|光缆断了横在路上|线缆低垂挂住车|电线被刮断/fallen cable|wire hanging down on the road',
  '200406':
    '大树倒了|树被风刮倒|树砸了车|树枝断了压在路上|大树横在马路上/tree has fallen|fallen tree blocks the road',
  '200501':
    '流动摊贩|小贩占道|推车卖水果|地摊|马路市场|卖早点的占路|无证摆摊|三轮车叫卖/street vendors|unlicensed food cart',
  '200502': '有流浪汉|乞讨的人|桥下有人睡觉|老人走失|露宿街头/homeless person|beggar',
  '200504':
    '店铺占道经营|商铺把东西摆到外面|店外摆桌椅|水果店占人行道|出店经营|修车店占道/shop goods block the sidewalk',
  '200505':
    '乱停车|车停在人行道|违停|消防通道外堵车|占盲道停车|车堵住门口|大货车乱停|双排停车/illegally parked car|cars on the sidewalk|double parking',
  '200506':
    '电动车乱停|自行车停放乱|电瓶车堵楼道口|摩托车停人行道|非机动车占盲道/bikes parked badly|scooters block the walkway',
  '200507':
    '杂物堆在楼道|占用公共通道堆东西|路边堆料|门口堆纸箱废品|堆放柴火|废品站占道/piles of junk|materials stored on the pavement',
  '200508':
    '音响太吵|店里大喇叭叫卖|广场舞音乐声大|酒吧KTV噪音|商家放音乐|夜宵摊吵闹/loud music from shop|bar noise at night|loudspeaker',
  '200510': '烧烤摊|露天烤串|烟熏火燎|夜市烧烤占道|路边炭火烧烤/street barbecue smoke',
  '200601':
    '电动车飞线充电|从楼上拉电线充电|楼道里充电瓶|拉插线板充电|电池拿上楼充/e-bike charging cable from window',
  '200602':
    '消防通道被堵|消防车进不来|楼梯间堵死了|安全出口锁了|消防通道停车|疏散通道堆杂物/fire lane blocked|emergency exit locked',
  '200603':
    '共享单车堆满|共享单车乱放|共享电单车占道|单车倒了一地|小黄车成堆/shared bikes piled up|bike share clutter',
  '200604': '烧纸钱|路口烧冥币|清明烧纸|祭祀烧东西|纸灰乱飞/burning joss paper',
  '200605': '放鞭炮|放烟花|半夜爆竹声|违规燃放|炮仗吓人/fireworks|firecrackers at night',
}
