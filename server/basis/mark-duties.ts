export type DutyMark = {
  readonly kind: 'must' | 'must_not' | 'penalty'
  /** Offsets into the text, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/** In the order in which they win where they overlap. */
const PATTERNS: readonly (readonly [DutyMark['kind'], RegExp])[] = [
  ['penalty', /(?:并可?|可以?|可以并)?处(?:以)?[^，。；、]{0,40}?(?:罚款|拘留)/gu],
  [
    'penalty',
    /责令(?:其)?(?:限期|立即)?(?:改正|拆除|停止[^，。；、]{0,8}|恢复[^，。；、]{0,6}|清除|清理|停业整顿|停产整治|采取[^，。；、]{0,10}措施|补种[^，。；、]{0,6}|赔偿[^，。；、]{0,4})/gu,
  ],
  [
    'penalty',
    /(?:没收|吊销|暂扣|扣押)[^，。；、]{1,14}|(?:给予|予以|可以给予)(?:口头)?警告|强制拆除|代为(?:清理|清除|履行|处置)/gu,
  ],
  ['must_not', /(?:不得|禁止|严禁|不准|不应|不允许|不许)/gu],
  ['must', /(?:应当|必须|务必|负有[^，。；]{0,8}义务|应(?=[按在于将及由对设采建定每予并立即]))/gu],
]

/** Where a text obliges, forbids or punishes. Marks are in order and never overlap. */
export function markDuties(text: string): DutyMark[] {
  const marks: DutyMark[] = []
  for (const [kind, pattern] of PATTERNS) {
    for (const { index, 0: words } of text.matchAll(pattern)) {
      const mark = { kind, start: index, end: index + words.length }
      if (marks.every(({ start, end }) => end <= mark.start || start >= mark.end)) marks.push(mark)
    }
  }
  return marks.sort((a, b) => a.start - b.start)
}
