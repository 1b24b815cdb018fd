import { customPinyin, pinyin } from 'pinyin-pro'

// Readings that place names have and common words do not.
customPinyin({
  弄: 'lòng',
  米行: 'mǐ háng',
  单家: 'shàn jiā',
  曾家: 'zēng jiā',
  解家: 'xiè jiā',
  仇家: 'qiú jiā',
  乐清: 'yuè qīng',
  埠: 'bù',
})

/**
 * A Chinese name as syllables without tones, and their first letters; what is not Chinese stays, in lower case.
 *
 * @example pinyinOf('长乐路') // { pinyin: 'chang le lu', initials: 'cll' }
 */
export function pinyinOf(name: string): { readonly pinyin: string; readonly initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((syllable) => syllable.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '')
  return {
    pinyin: syllables.join(' '),
    initials: syllables.map((syllable) => (/^\d/.test(syllable) ? syllable : syllable[0])).join(''),
  }
}
