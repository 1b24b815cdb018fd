/** What can happen in a seeded city beside an ordinary Tuesday, by name. */
export const SCENES = ['ordinary', 'storm', 'festival', 'handover', 'vip', 'network-cut'] as const
export type SceneName = (typeof SCENES)[number]

/** As the duty log says them. */
export const SCENE_WORDS: Readonly<Record<SceneName, { readonly zh: string; readonly en: string }>> = {
  ordinary: { zh: '平常的一天', en: 'an ordinary day' },
  storm: { zh: '暴雨之夜', en: 'a night of storm' },
  festival: { zh: '节日晚间', en: 'an evening of festival' },
  handover: { zh: '交接班', en: 'a shift handover' },
  vip: { zh: '重要活动保障', en: 'an important visit' },
  'network-cut': { zh: '外场断网', en: 'the network cut in the field' },
}
