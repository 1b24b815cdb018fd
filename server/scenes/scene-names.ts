/** What can happen in a seeded city beside an ordinary Tuesday, by name. */
export const SCENES = ['ordinary', 'storm', 'festival', 'handover', 'vip', 'network-cut'] as const
export type SceneName = (typeof SCENES)[number]
