export type Urgency = 'normal' | 'important' | 'urgent'
export type Mood = 'thankful' | 'calm' | 'upset' | 'angry'

/** Words of danger to life now; said, they count whatever the category. */
const URGENT =
  /漏电|触电|燃气泄漏|煤气泄漏|煤气味|燃气味|爆炸|着火|起火|火灾|冒烟|浓烟|被困|坍塌|塌陷|塌方|倒塌|掉进|砸(?:到|伤|中)人|有人受伤|流血|晕倒|溺水|跳楼|生命危险|随时(?:会|可能)?(?:倒|掉|塌|断)|gas leak|on fire|explosion|trapped|injured|collaps/giu
const IMPORTANT =
  /摔倒|摔伤|绊倒|差点|很危险|太危险|安全隐患|学校门口|幼儿园|消防通道|堵死|断电|停水|停电|淹|漏水|冒水|老人|孩子|孕妇|轮椅|危险|dangerous|hazard|children|flood/giu
const ANGRY =
  /不作为|推诿|踢皮球|没人管|无人管|没有人管|管不管|忍无可忍|曝光|愤怒|气愤|太不像话|欺负|黑心|坑人|置之不理|第[2-9二三四五六七八九]次|反复反映|多次反映|还是没|凭什么|到底|难道|！{2,}|!{2,}|disgrace|unacceptable|fed up|ridiculous/giu
const UPSET =
  /影响|扰民|受不了|睡不着|烦|难受|痛苦|着急|担心|害怕|苦不堪言|崩溃|希望尽快|求助|annoy|worried|afraid|noisy/giu
const THANKFUL = /谢谢|感谢|辛苦了|表扬|点赞|给力|thank/giu

/** How fast by its words; `because` are the words. The category's own severity may ask for more. */
export function urgencyOf(text: string): { readonly level: Urgency; readonly because: readonly string[] } {
  const urgent = wordsIn(text, URGENT)
  if (urgent.length > 0) return { level: 'urgent', because: urgent }
  const important = wordsIn(text, IMPORTANT)
  return { level: important.length > 0 ? 'important' : 'normal', because: important }
}

/** How the writer feels by the words used: two words of anger make one angry, one makes upset. */
export function moodOf(text: string): { readonly mood: Mood; readonly because: readonly string[] } {
  const angry = wordsIn(text, ANGRY)
  if (angry.length >= 2) return { mood: 'angry', because: angry }
  const upset = [...angry, ...wordsIn(text, UPSET)]
  if (upset.length > 0) return { mood: 'upset', because: upset }
  const thankful = wordsIn(text, THANKFUL)
  return { mood: thankful.length > 0 ? 'thankful' : 'calm', because: thankful }
}

function wordsIn(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern) ?? [])].slice(0, 5)
}
