/**
 * What people say in English when they do not use the dictionary's words: for the name of a category, sayings of one to
 * three places, each with its alternatives; all places have to stand in the text, in any order and form. A saying of one
 * place counts only where something is asked, longer ones alone.
 */
export const ENGLISH_HINTS: readonly (readonly [name: string, sayings: string])[] = [
  [
    '路灯',
    'lamp/lamppost/streetlight/streetlamp; street/road/path/lane/alley dark/unlit; light/lights street/road/alley/lane/path flicker/out/off/dark/dead; bulb street; lamp post knocked/leaning/bent',
  ],
  [
    '交通信号灯',
    'traffic/crossing light/lights/signal; stoplight; pedestrian light/signal stuck/dead/broken; lights junction/intersection/crossing stuck/dead/out/broken',
  ],
  ['交通标志牌', 'stop/road/traffic/warning sign; sign missing/bent/twisted/turned road'],
  ['路名牌', 'street/road name plate/sign; nameplate street'],
  ['交通护栏', 'railing/guardrail/barrier; rail/fence road/bridge/median bent/broken/damaged/crash'],
  ['公交站亭', 'bus stop/shelter glass/roof/bench/broken/smashed/collapsed; bus shelter'],
  ['存车支架', 'bike/bicycle/cycle rack/stand'],
  ['停车场', 'parking lot/garage full/barrier/flooded; car park barrier/ticket/lighting'],
  ['跨河桥', 'bridge crack/cracks/joint/railing/beam/swaying/damaged'],
  ['公共视频监控', 'cctv; surveillance/security/street/public camera/cameras'],
  ['消火栓', 'hydrant/hydrants; fire plug'],
  ['电杆', 'utility/power/telegraph/electricity/wooden pole/poles; pole leaning/tilted/fallen/snapped'],
  ['电力设施', 'substation/transformer; power/electric box/cabinet open/sparking/humming'],
  ['通讯交接箱', 'telecom/telephone/fibre/broadband box/cabinet'],
  ['景观灯', 'decorative/landscape/garden light/lights/lighting; fairy/facade lights'],
  [
    '健身设施',
    'fitness/exercise/gym/workout equipment/machine/machines/apparatus; outdoor gym; playground equipment/swing/slide broken',
  ],
  ['公共厕所', 'toilet/toilets/restroom/lavatory/washroom/loo/urinal; public bathroom/convenience'],
  ['垃圾间', 'garbage/refuse/waste/trash room/house/station'],
  [
    '垃圾箱',
    'bin/bins/dumpster/trashcan overflow/overflowing/full/empty/emptied/empties/missing/broken; bin/bins litter/rubbish/street; dustbin/dumpster',
  ],
  ['广告牌匾', 'billboard/signboard; shop/store sign/signboard loose/falling/hanging/flapping'],
  ['古树名木', 'ancient/heritage/century/old-growth tree/trees; protected old tree'],
  [
    '行道树',
    'roadside/street tree/trees trim/prune/pruned/dead/dying/overgrown; prune/trim tree/trees/branches; branch/branches window/roof/wire/signal/overhang/overhanging; tree/trees dead/dying/withered; tree/branch/branches block/hide/cover sign/light/signal',
  ],
  [
    '树木倒伏',
    'tree/trunk fell/fallen/down/uprooted/toppled/came-down/snapped; tree came down/over; branch/bough/limb fell/fallen/down/snapped; tree blown over/down; tree lying/across road/street/lane/car/path',
  ],
  ['花架花钵', 'flower/flowers bed/box/pot/planter/stand; planter/flowerpot'],
  ['绿地', 'lawn/grass dead/bald/dried/overgrown/mow/mown; sprinkler; hedge overgrown'],
  ['绿地脏乱', 'park/lawn/flowerbed/bushes/greenery litter/rubbish/trash/garbage/weeds/untidy'],
  ['雕塑', 'statue/sculpture'],
  ['街头座椅', 'bench/benches/seat broken/slat/slats/missing/no/rotten/street/park; bench/benches'],
  ['宣传栏', 'bulletin/notice/information/community board'],
  [
    '雨水箅子',
    'drain/gully/gutter grate/grating/grid/cover; storm drain; gully/grating clog/clogged/blocked/missing',
  ],
  ['井盖', 'manhole/manholes; cover/lid sewer/drain/rattle/rattles/loose/missing/sunken/stolen'],
  [
    '私搭乱建',
    'extension/shed/annex/hut/storey/wall/balcony/structure/house/conservatory/rooftop permit/permission/illegal/illegally/unauthorised/unauthorized/unapproved/unlicensed; neighbour/neighbor/someone building/build/built/adding/added extension/shed/storey/roof/terrace/wall/floor/room; illegally/unlawfully built; squatter structure',
  ],
  [
    '暴露垃圾',
    'garbage/rubbish/trash/litter/refuse/waste; garbage/rubbish/trash/bag/bags pile/piled/heap/stink/stinks/stinking/uncollected/lying/dumped; rats/flies garbage/rubbish/bins; fly-tipping/flytipping',
  ],
  [
    '积存垃圾渣土',
    'rubble/debris/bricks/spoil heap/pile/piled/dumped/left/months; construction/building waste/debris dumped/pile/left',
  ],
  [
    '无证消纳渣土',
    'truck/trucks/lorry/lorries/they dump/dumping/tip/tipping rubble/spoil/soil/earth/debris; rubble/spoil/soil permit/unlicensed/night',
  ],
  [
    '道路不洁',
    'road/street/pavement/sidewalk dirty/filthy/unswept/sweep/sweeping/swept/dust/leaves/muddy; street sweeping/sweeper; dog mess/poo/droppings',
  ],
  [
    '水域不洁',
    'river/canal/lake/pond/stream/creek/moat rubbish/dirty/filthy/smell/smells/stink/stinks/scum/foam/algae/polluted/trash/garbage/litter/floating/bottles/dead/black/green/oil',
  ],
  [
    '废弃车辆',
    'car/van/vehicle/truck/wreck/motorbike abandoned/rusting/rotting/derelict/dumped/wrecked/unmoved; car/van/vehicle plates/tyres/tires/months/years/weeks stood/without/flat/rust; old car/van rot/rotting/left/rusty; wreck months/plates/street/road; zombie car',
  ],
  [
    '废弃家具设备',
    'sofa/couch/mattress/wardrobe/fridge/cupboard/armchair/furniture/cabinet/tv dump/dumped/thrown/left/abandoned/pavement/sidewalk/street/corridor/kerb/curb; bulky waste/rubbish/item/items',
  ],
  [
    '餐饮油烟',
    'smoke/fumes/grease/odour/odor/smell/exhaust restaurant/kitchen/cooking/diner/canteen/barbecue/eatery/takeaway; cooking smell/smells/oil/smoke; restaurant smoke/fume/fumes',
  ],
  [
    '露天烧烤',
    'barbecue/bbq/kebab/kebabs/skewers; grill/grilling/grilled street/meat/outside/outdoor/pavement/open',
  ],
  [
    '道路积水',
    'road/street/underpass/junction/crossing/lane flood/flooded/flooding/submerged/waterlogged/under-water; water standing/knee/ankle/deep/pond/pool/puddle road/street/underpass; puddle/puddles; road/street/underpass under water; cars stuck water',
  ],
  [
    '道路破损',
    'pothole/potholes; road/street/pavement/asphalt/tarmac/sidewalk/paving hole/holes/crack/cracks/cracked/uneven/bumpy/broken/damaged/rut/ruts/crumbling/loose; paving slab/stone/stones',
  ],
  [
    '路面塌陷',
    'sinkhole/cave-in/subsidence; road/street/ground/pavement/asphalt collapse/collapsed/sank/sunk/caved/subsided/opened/gave-way/crater; hole opened/open road/street/pavement/middle; ground sinking/sank/caved',
  ],
  [
    '积雪结冰',
    'snow/ice/icy/slippery; snow plough/plow/shovel; pavement/road/bridge/steps frozen/slippery/black-ice; grit/salt road/pavement/street',
  ],
  [
    '非法小广告',
    'sticker/stickers/leaflet/leaflets/flyer/flyers/handbill/graffiti; posters/ads/adverts/advertisements glued/pasted/plastered/stuck/wall/walls/lift/stairwell/door/pole; spray-painted/sprayed phone/number/numbers/wall; phone number/numbers wall/walls/lift',
  ],
  [
    '违规张贴悬挂牌匾',
    'banner/banners/streamer/streamers; illegal/unauthorised/unauthorized sign/board/banner/boards/poster/posters',
  ],
  [
    '占道广告牌',
    'advertising/ad/advert/sandwich/promotional board/boards/sign/stand pavement/sidewalk/walk/footpath/block/blocks/blocking',
  ],
  [
    '施工扰民',
    'jackhammer/jackhammers/piledriver/drilling/hammering/pile-driving/excavator; construction/building/site/builders/crane noise/noisy/night/loud/midnight/sleep/sunday; workers night/midnight drill/hammer/noise/concrete; concrete pour/pouring night/midnight',
  ],
  [
    '工地扬尘',
    'dust construction/building/site/demolition/excavation/excavator; dust cloud/clouds/everywhere',
  ],
  [
    '道路遗撒',
    'truck/trucks/lorry/lorries/dumper/mixer mud/gravel/sand/spill/spilled/spilling/soil/drop/drops/dropped/cement/concrete/load; gravel/sand/cement/oil/mud spill/spilled/spilt/spillage/all road/street; lost load',
  ],
  [
    '施工占道',
    'construction/roadworks/hoarding/fence/scaffold/scaffolding/builders/excavation block/blocks/blocking/occupy/occupies/narrow/road/lane/pavement/sidewalk; dug up/open road/street; roadworks lane/pavement/block',
  ],
  [
    '自来水管破裂',
    'water pipe/pipes/main/mains/gush/gushing/gushes/burst/bursting/fountain/spurting/spraying/leaking/leak; burst pipe/main/water; tap-water/water supply/pressure leak/leaking/burst; fountain road',
  ],
  ['燃气泄漏', 'smell/smells/smelling/stink/leak/leaking/hissing gas; gas leak/leaks'],
  [
    '下水道堵塞',
    'drain/drains/sewer/sewage/sewers/toilet clog/clogged/blocked/blockage/back/backing/backed/overflow/overflowing/overflows/bubbling; sewage/effluent/wastewater street/road/yard/out/coming/flowing/leaking/smell',
  ],
  [
    '架空线缆坠落',
    'cable/cables/wire/wires/power-line/line/lines hang/hanging/hangs/dangling/dangle/low/sagging/fallen/fell/down/loose/snapped/drooping',
  ],
  [
    '无照经营游商',
    'hawker/hawkers/vendor/vendors/peddler/pedlar/pedlars; selling/sell/sells street/pavement/sidewalk/cart/carts/stall/underpass/bridge fruit/vegetables/licence/license/goods/snacks/clothes; food/fruit/snack/street cart/carts/stall/stalls/stand',
  ],
  [
    '流浪乞讨',
    'homeless/beggar/beggars/begging/vagrant/vagrants/tramp; sleeping/sleeps rough/bridge/underpass/doorway man/woman/person/people; panhandler/panhandlers',
  ],
  [
    '店外经营',
    'shop/shops/store/stores/restaurant/cafe/bar/eatery/owner table/tables/goods/racks/shelves/stall/merchandise/display/chairs outside/pavement/sidewalk/front/street; tables/chairs outside/pavement/sidewalk restaurant/cafe/shop/bar',
  ],
  [
    '机动车乱停放',
    'car/cars/van/vans/suv/truck/trucks/vehicle/vehicles park/parked/parking/parks sidewalk/pavement/footpath/zebra/crossing/driveway/kerb/curb/illegally/double/lane/entrance/grass; illegal/illegally/wrong/double park/parked/parking; parking ticket/fine/fines/tow/towed; car/cars/van block/blocks/blocking/blocked driveway/entrance/gate/garage/sidewalk/pavement',
  ],
  [
    '非机动车乱停放',
    'bike/bikes/bicycle/bicycles/scooter/scooters/moped/mopeds/e-bike/e-bikes park/parked/block/blocks/blocking/entrance/everywhere/doorway/pavement/sidewalk/stairwell',
  ],
  ['共享单车淤积', 'shared/rental/rented/hire/dockless/share bike/bikes/bicycle/bicycles/cycles'],
  [
    '乱堆物堆料',
    'boxes/crates/materials/timber/planks/junk/firewood/pallets/stuff/scrap/clutter pile/piled/piles/stacked/stored/store/storing/heap/corridor/pavement/sidewalk/hallway',
  ],
  [
    '商业噪音',
    'shop/store/bar/pub/club/nightclub/karaoke/restaurant/mall/market/supermarket/gym music/loud/loudspeaker/loudspeakers/noise/noisy/blare/blaring/blast/blasting/speakers; loudspeaker/loudspeakers/karaoke; music loud/blast/blasting/blaring',
  ],
  [
    '飞线充电',
    'e-bike/ebike/ebikes/e-bikes/scooter/moped/electric/battery charger/charge/charging/charged window/cable/cord/stairwell/extension/corridor/balcony/wire/hallway; cable/cord/extension window charge/charging/charger',
  ],
  [
    '消防通道堵塞',
    'fire/emergency lane/exit/escape/route/door/access/passage/engine block/blocks/blocked/blocking/locked/obstructed/parked/full/cannot; fire lane/exit/escape; fire engine/truck through/pass/cannot',
  ],
  [
    '祭祀焚烧',
    'joss paper/burn/burning; burn/burning/burns/burnt paper/offering/offerings/money/incense/ghost',
  ],
  ['违规燃放烟花爆竹', 'firework/fireworks/firecracker/firecrackers/bangers/rockets'],
]

const SUFFIX = /(?:ing|ed|es|s|e|y)$/

/** Forms of one word, roughly: what matters is that both sides are cut alike. */
export function stemOf(word: string): string {
  const plain = word.replace(/'s?$/, '')
  return plain.length > 3 ? plain.replace(SUFFIX, '') : plain
}

type Saying = { readonly name: string; readonly places: readonly ReadonlySet<string>[] }
const SAYINGS: readonly Saying[] = ENGLISH_HINTS.flatMap(([name, sayings]) =>
  sayings.split(';').map((saying) => ({
    name,
    places: saying
      .trim()
      .split(' ')
      .map((place) => new Set(place.split('/').map(stemOf))),
  })),
)
/** By how many places a saying has. */
const SCORES = [0, 0.6, 0.97, 1.1]

/** Names of categories that a text describes, best first. */
export function guessEnglish(normal: string): { readonly name: string; readonly score: number }[] {
  const stems = new Set((normal.match(/[a-z][a-z'-]*/g) ?? []).map(stemOf))
  const best = new Map<string, number>()
  for (const { name, places } of SAYINGS) {
    if (!hasAll(places, stems)) continue
    best.set(name, Math.max(best.get(name) ?? 0, SCORES[places.length]!))
  }
  return [...best].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score)
}

/** Each place by a word of its own. */
function hasAll(places: readonly ReadonlySet<string>[], stems: ReadonlySet<string>): boolean {
  const used = new Set<string>()
  return places.every((place) => {
    const word = [...stems].find((stem) => place.has(stem) && !used.has(stem))
    if (word !== undefined) used.add(word)
    return word !== undefined
  })
}
