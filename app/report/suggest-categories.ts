type Category = { readonly categoryId: number; readonly name: string; readonly nameEn: string }

/** Words that people use for what the dictionary calls otherwise. */
const everydayWords: Readonly<Record<string, string>> = {
  灯: '路灯',
  窨井: '井盖',
  下水道: '雨水 污水 管道 堵塞',
  垃圾: '暴露垃圾 生活垃圾 渣土',
  单车: '共享单车',
  停车: '机动车乱停放',
  乱停: '机动车乱停放 非机动车乱停放',
  小贩: '游商 占道经营',
  摆摊: '占道经营 店外经营',
  广告: '非法小广告',
  积水: '道路积水',
  噪音: '噪声',
  树: '行道树 树木',
  坑: '道路破损',
}

/**
 * The categories that a text most likely means, best first: shared pairs of characters with the name,
 * a whole name counting most. A guess that a person confirms, no decision.
 *
 * @example suggestCategories('门口的井盖破了', categories, 4) // 井盖 first
 */
export function suggestCategories<C extends Category>(
  text: string,
  categories: readonly C[],
  limit: number,
): C[] {
  const lower = text.toLowerCase()
  const hints = Object.entries(everydayWords)
    .filter(([word]) => lower.includes(word))
    .map(([, meaning]) => meaning)
    .join(' ')
  return categories
    .map((category) => ({ category, score: scoreOf(lower, category) + 0.6 * scoreOf(hints, category) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.category.categoryId - right.category.categoryId)
    .slice(0, limit)
    .map(({ category }) => category)
}

function scoreOf(text: string, { name, nameEn }: Category): number {
  if (text === '') return 0
  const words = nameEn
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 3)
  const english = words.length === 0 ? 0 : words.filter((word) => text.includes(word)).length / words.length
  const pairs = Array.from({ length: Math.max(0, name.length - 1) }, (_, index) =>
    name.slice(index, index + 2),
  )
  const shared = pairs.filter((pair) => text.includes(pair)).length
  const chinese = pairs.length === 0 ? 0 : shared / pairs.length + (text.includes(name) ? 1 : 0)
  return Math.max(chinese, english)
}
