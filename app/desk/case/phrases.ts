import type { ActVerb } from '../../../server/cases/machine.ts'
import type { Locale } from '../../_i18n/locale.ts'

/** 常用语: what is written most often with a step, to be taken by one press and completed. */
const phrases: Partial<Record<ActVerb, Readonly<Record<Locale, readonly string[]>>>> = {
  return: {
    zh: ['不属本部门职责，应由', '位置有误，实际在', '与在办案件重复，案号'],
    en: ['Not our duty; it belongs to ', 'The place is wrong; it is at ', 'The same as case '],
  },
  feed_back: {
    zh: [
      '已清理完毕，现场恢复整洁。',
      '已更换，恢复使用。',
      '已修复，验收合格。',
      '已劝离，当事人承诺整改。',
    ],
    en: [
      'Cleared, the place is tidy again.',
      'Replaced and in use.',
      'Repaired and accepted.',
      'Asked to leave.',
    ],
  },
  self_handle: {
    zh: ['现场已清理。', '已劝导，当场改正。', '已扶正复位。'],
    en: ['Cleared on the spot.', 'Put right at once when asked.', 'Set upright again.'],
  },
  check_fail: {
    zh: ['现场未处置。', '处置不彻底，仍有残留。', '照片与现场不符。'],
    en: ['Nothing was done.', 'Not thorough: some is left.', 'The photo is not of this place.'],
  },
  cancel: {
    zh: ['经核实不属实。', '不属受理范围，已告知来电人。', '来电人撤回。'],
    en: ['Found untrue.', 'Not ours; the caller was told.', 'The caller withdrew it.'],
  },
  verify_absent: {
    zh: ['现场未见所述情况。', '问题已自行消除。'],
    en: ['Nothing of the kind on site.', 'It has gone by itself.'],
  },
  force_close: {
    zh: ['长期无法处置，经批准强制结案。', '已纳入改造工程。'],
    en: ['Cannot be handled for long; closed with approval.', 'Part of a works project now.'],
  },
  reopen: {
    zh: ['回访反映问题未解决。', '同一处再次出现。'],
    en: ['The reporter says it is not solved.', 'It has come back at the same place.'],
  },
  adjudicate: {
    zh: ['依权责清单，由该部门负责；边界不清处报编办明确。'],
    en: ['By the duty list it is this department’s; the boundary goes to the office of organization.'],
  },
}

export function phrasesFor(verb: ActVerb, locale: Locale): readonly string[] {
  return phrases[verb]?.[locale] ?? []
}

/**
 * The note with a phrase added at its end, once.
 *
 * @example withPhrase('已到场', '已修复。') // '已到场，已修复。'
 */
export function withPhrase(note: string, phrase: string, locale: Locale): string {
  const before = note.trimEnd()
  if (before === '') return phrase
  if (before.endsWith(phrase.trimEnd())) return note
  const isEnded = /[。；，.;,!！?？]$/u.test(before)
  const joint = locale === 'zh' ? (isEnded ? '' : '，') : isEnded ? ' ' : '; '
  return `${before}${joint}${phrase}`
}
