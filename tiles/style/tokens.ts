import { darkGround, type GroundPalette, lightGround, wallGround } from './ground-tokens.ts'

/**
 * The map's colours: the same values as `app/_ui/tokens.css`, declared once for each flavor.
 * One neutral ramp, one accent, status only where somebody must act. A source is not a status: machine-found is violet.
 */
export type Flavor = 'light' | 'dark' | 'wall-dark' | 'wall-lit'

export type Palette = GroundPalette & {
  readonly isDark: boolean
  readonly ground: string
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
  /** Layers that people brought in, by turns: calm, and none of them a status. */
  readonly layers: readonly [string, string, string, string, string, string]
}

const cividis = ['#12305e', '#445070', '#7a7974', '#b5a76a', '#f0dd57'] as const
const cividisOnPaper = ['#f3edc4', '#cfc28c', '#9d987f', '#5f6a80', '#22447c'] as const

const light: Palette = {
  ...lightGround,
  isDark: false,
  ground: '#f5f6f8',
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
  layers: ['#0b7a75', '#7a5c1e', '#4c63a8', '#5b7f2b', '#9a4f78', '#5f6b7a'],
}

const dark: Palette = {
  ...darkGround,
  isDark: true,
  ground: '#12161e',
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
  layers: ['#4cc2b8', '#d0a95a', '#8fa4e8', '#9cc46a', '#d993b8', '#a8b3c2'],
}

const wallDark: Palette = {
  ...dark,
  ...wallGround,
  ground: '#0b1220',
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
