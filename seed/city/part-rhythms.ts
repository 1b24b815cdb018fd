import type { BundlePart } from '../../server/exchange/bundle.ts'
import type { RoadRun } from './layout.ts'
import type { Random } from './random.ts'

export type Rhythm = {
  readonly category: string
  /** By road class; undefined: none there. */
  readonly everyMeters: Readonly<Partial<Record<RoadRun['class'], number>>>
  /** From the kerb: positive behind it, negative in the carriageway. */
  readonly asideMeters: number
  readonly sides: 'both' | 'alternate' | 'left'
  /** Stands at its true distance whatever the size of the city; the others thin out or thicken with it. */
  readonly isExact?: boolean
  readonly attributes?: (random: Random) => BundlePart['attributes']
}

/** What lies under a cover: its network, the width and make of the cover, the depth of the shaft. */
const shaft =
  (network: string, diametersMillimeters: readonly number[], depthMeters: readonly [number, number]) =>
  (random: Random): BundlePart['attributes'] => ({
    network,
    diameterMillimeters: random.pick(diametersMillimeters),
    material: random.pick(['球墨铸铁', '球墨铸铁', '复合材料', '钢纤维混凝土']),
    depthMeters: Math.round(random.between(...depthMeters) * 10) / 10,
  })
const trees = ['香樟', '香樟', '悬铃木', '悬铃木', '银杏', '女贞', '栾树', '榉树'] as const

/** What stands along roads in a city of 30,000 parts, how often and how far from the kerb. */
export const rhythms: readonly Rhythm[] = [
  {
    category: '100118',
    everyMeters: { arterial: 30, collector: 30, lane: 60 },
    asideMeters: 0.8,
    sides: 'alternate',
    isExact: true,
  },
  {
    category: '100402',
    everyMeters: { arterial: 72, collector: 150 },
    asideMeters: 1.6,
    sides: 'both',
    attributes: (random) => ({ species: random.pick(trees), trunkCentimeters: random.integer(12, 62) }),
  },
  {
    category: '100403',
    everyMeters: { arterial: 900, collector: 1600 },
    asideMeters: 1.6,
    sides: 'both',
  },
  {
    category: '100102',
    everyMeters: { arterial: 160, collector: 190, lane: 280 },
    asideMeters: -2.2,
    sides: 'alternate',
    attributes: shaft('sewer', [700, 700, 800], [1.6, 4.5]),
  },
  {
    category: '100103',
    everyMeters: { arterial: 160, collector: 200, lane: 320 },
    asideMeters: -1.2,
    sides: 'alternate',
    attributes: shaft('rain', [700, 700, 800], [1.2, 3.2]),
  },
  {
    category: '100104',
    everyMeters: { arterial: 180, collector: 260, lane: 630 },
    asideMeters: -0.3,
    sides: 'both',
    attributes: () => ({ network: 'rain' }),
  },
  {
    category: '100101',
    everyMeters: { arterial: 450, collector: 480, lane: 720 },
    asideMeters: -3.2,
    sides: 'left',
    attributes: shaft('water', [600, 700], [1, 1.8]),
  },
  {
    category: '100105',
    everyMeters: { arterial: 630, collector: 780 },
    asideMeters: 1.1,
    sides: 'left',
    attributes: shaft('power', [700, 900], [1.2, 2.2]),
  },
  {
    category: '100106',
    everyMeters: { arterial: 900, collector: 960 },
    asideMeters: 1.3,
    sides: 'left',
    attributes: shaft('lighting', [500], [0.6, 1]),
  },
  {
    category: '100107',
    everyMeters: { arterial: 630, collector: 720, lane: 1350 },
    asideMeters: 2.1,
    sides: 'left',
    attributes: shaft('telecom', [700, 900], [1, 1.8]),
  },
  {
    category: '100110',
    everyMeters: { arterial: 1700 },
    asideMeters: -3.8,
    sides: 'left',
    attributes: shaft('heat', [700], [1.4, 2.4]),
  },
  {
    category: '100111',
    everyMeters: { arterial: 1050, collector: 1200 },
    asideMeters: -2.8,
    sides: 'left',
    attributes: shaft('gas', [600, 700], [1, 1.6]),
  },
  {
    category: '100113',
    everyMeters: { arterial: 270, collector: 390, lane: 840 },
    asideMeters: 0.9,
    sides: 'alternate',
    attributes: (random) => ({ network: 'water', isUnderground: random.chance(0.12) }),
  },
  {
    category: '100305',
    everyMeters: { arterial: 260, collector: 340, lane: 680 },
    asideMeters: 1.2,
    sides: 'alternate',
    attributes: (random) => ({ liters: random.pick([60, 100, 120]), isSorted: random.chance(0.7) }),
  },
  { category: '100209', everyMeters: { arterial: 630, collector: 960 }, asideMeters: 0.6, sides: 'both' },
  { category: '100203', everyMeters: { arterial: 1050, collector: 1950 }, asideMeters: 2.4, sides: 'both' },
  {
    category: '100212',
    everyMeters: { arterial: 1400, collector: 1600 },
    asideMeters: 3.1,
    sides: 'alternate',
  },
  { category: '100117', everyMeters: { lane: 450 }, asideMeters: 1, sides: 'left' },
  { category: '100115', everyMeters: { collector: 630, lane: 960 }, asideMeters: 2.6, sides: 'left' },
  {
    category: '100307',
    everyMeters: { arterial: 780, collector: 1200 },
    asideMeters: 4.5,
    sides: 'alternate',
    attributes: (random) => ({ squareMeters: random.pick([6, 12, 18, 36]) }),
  },
  {
    category: '100407',
    everyMeters: { arterial: 780, collector: 690 },
    asideMeters: 3.4,
    sides: 'alternate',
  },
]

/** So many pieces a meter of a road of this class, before any is left out. */
export function piecesPerMeter({ everyMeters, sides }: Rhythm, roadClass: RoadRun['class']): number {
  const every = everyMeters[roadClass]
  return every === undefined ? 0 : (sides === 'both' ? 2 : 1) / every
}
