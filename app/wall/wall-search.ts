import { defaultDwellSeconds, type Scene, scenes } from './scenes.ts'

/** How a wall is set up, all of it in its address: `?hall=lit&dwell=30&scene=cases`. */
export type WallSearch = {
  readonly hall: 'dark' | 'lit'
  /** How long each scene stands; 0 holds the first. */
  readonly dwellSeconds: number
  readonly firstScene: Scene['name']
}

/** What is mistyped falls back to how a wall opens: a wall never shows an error page for its address. */
export function parseWallSearch(search: { get(name: string): string | null }): WallSearch {
  const dwell = Number(search.get('dwell') || Number.NaN)
  const isDwell = Number.isFinite(dwell) && dwell >= 0 && dwell <= 3600
  return {
    hall: search.get('hall') === 'lit' ? 'lit' : 'dark',
    dwellSeconds: isDwell ? dwell : defaultDwellSeconds,
    firstScene: scenes.find(({ name }) => name === search.get('scene'))?.name ?? 'index',
  }
}
