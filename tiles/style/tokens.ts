/**
 * The map's colours: the same values as `app/_ui/tokens.css`, declared once for each flavor.
 * One neutral ramp, one accent, status only where somebody must act. A source is not a status: machine-found is violet.
 */
export type Flavor = 'light' | 'dark' | 'wall-dark' | 'wall-lit'

export type Palette = {
  readonly isDark: boolean
  readonly ground: string
  readonly land: {
    readonly park: string
    readonly hill: string
    readonly farmland: string
    readonly built: string
    readonly industrial: string
    readonly institution: string
    readonly plaza: string
  }
  readonly water: string
  readonly waterLine: string
  readonly waterText: string
  readonly roadMajor: string
  readonly roadMinor: string
  readonly roadCasing: string
  readonly rail: string
  readonly building: string
  readonly buildingEdge: string
  readonly boundary: string
  readonly gridLine: string
  readonly text: string
  readonly textMuted: string
  readonly halo: string
  readonly accent: string
  readonly normal: string
  readonly near: string
  readonly overdue: string
  readonly done: string
  readonly machine: string
  /** The five grades of an index, from what may rest to what needs attention; even steps of lightness, safe for colour-blind eyes. */
  readonly heat: readonly [string, string, string, string, string]
  readonly hatch: string
}

const cividis = ['#12305e', '#445070', '#7a7974', '#b5a76a', '#f0dd57'] as const
const cividisOnPaper = ['#f3edc4', '#cfc28c', '#9d987f', '#5f6a80', '#22447c'] as const

const light: Palette = {
  isDark: false,
  ground: '#f5f6f8',
  land: {
    park: '#deeadb',
    hill: '#e2eadb',
    farmland: '#edefe0',
    built: '#f0f1f4',
    industrial: '#eae9ee',
    institution: '#ecebf1',
    plaza: '#eeeeea',
  },
  water: '#c8dced',
  waterLine: '#a9c6de',
  waterText: '#3d6a92',
  roadMajor: '#ffffff',
  roadMinor: '#ffffff',
  roadCasing: '#d3d8e0',
  rail: '#b9c0cb',
  building: '#e3e6eb',
  buildingEdge: '#d0d5dd',
  boundary: '#7c879a',
  gridLine: '#8793a8',
  text: '#232b38',
  textMuted: '#566174',
  halo: '#ffffff',
  accent: '#1f63d6',
  normal: '#4a5568',
  near: '#b45d00',
  overdue: '#c81e2b',
  done: '#9aa3b2',
  machine: '#7a3fd1',
  heat: cividisOnPaper,
  hatch: '#8a94a6',
}

const dark: Palette = {
  isDark: true,
  ground: '#12161e',
  land: {
    park: '#16231f',
    hill: '#172220',
    farmland: '#181f1d',
    built: '#151a23',
    industrial: '#191c26',
    institution: '#1a1d28',
    plaza: '#1b1f27',
  },
  water: '#152b42',
  waterLine: '#20405f',
  waterText: '#7fa9cf',
  roadMajor: '#3a4453',
  roadMinor: '#2a323f',
  roadCasing: '#0d1118',
  rail: '#3d4757',
  building: '#1f2631',
  buildingEdge: '#2b3442',
  boundary: '#7a879c',
  gridLine: '#5d6b82',
  text: '#e6ebf2',
  textMuted: '#a3aebf',
  halo: '#0d1118',
  accent: '#6ea8ff',
  normal: '#c2cad6',
  near: '#f5a524',
  overdue: '#ff5c63',
  done: '#697586',
  machine: '#b58cff',
  heat: cividis,
  hatch: '#8090a8',
}

const wallDark: Palette = {
  ...dark,
  ground: '#0b1220',
  land: {
    park: '#0f1c22',
    hill: '#101b21',
    farmland: '#0f1920',
    built: '#0d1524',
    industrial: '#101727',
    institution: '#101728',
    plaza: '#111929',
  },
  water: '#10263f',
  waterLine: '#1d3f63',
  roadMajor: '#2c3a50',
  roadMinor: '#1b2638',
  roadCasing: '#0b1220',
  building: '#152033',
  buildingEdge: '#1d2a40',
  text: '#e8eef6',
  textMuted: '#b4c0d0',
  halo: '#0b1220',
}

const wallLit: Palette = {
  ...light,
  ground: '#eef1f5',
  text: '#0f1724',
  textMuted: '#364256',
  boundary: '#5b677c',
  near: '#9a4d00',
  overdue: '#b3121f',
}

export const palettes: Readonly<Record<Flavor, Palette>> = {
  light,
  dark,
  'wall-dark': wallDark,
  'wall-lit': wallLit,
}
