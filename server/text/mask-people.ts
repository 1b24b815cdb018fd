import { maskName, maskNumbers } from '../reports/mask-personal.ts'

/** Province, letter, five or six characters: 苏A12345, 京A·D12345. */
const PLATE =
  /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][·•]?)([A-HJ-NP-Z0-9]{4})([A-HJ-NP-Z0-9挂学警港澳]{1,2})(?![A-Z0-9])/giu
const LONG_NUMBER = /(?<!\d)\d{15,19}(?!\d)/g
const EMAIL = /([\w.+-]{1,2})[\w.+-]*@([\w-]+\.)+[a-z]{2,}/gi
const SURNAMES =
  '赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳唐罗薛雷贺倪汤殷毕郝安常乐于傅顾孟黄穆萧尹姚邵汪毛戴宋茅庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍虞万卢莫房丁邓单洪包石崔龚程陆翁荣段焦侯全温庄晏瞿阎习易廖耿欧聂曾关岳尤'
const TITLES = '先生|女士|小姐|太太|师傅|大爷|大妈|阿姨|老师|医生|同志'
/** 王先生, 李师傅: the surname alone with a title names nobody; a whole name does. */
const TITLED = new RegExp(`([${SURNAMES}]\\p{Script=Han}{1,2})(${TITLES})`, 'gu')
const INTRODUCED = new RegExp(
  `(我叫|我是|本人|姓名[：:]?|联系人[：:]?|来电人[：:]?|反映人[：:]?|业主|户主)([${SURNAMES}]\\p{Script=Han}{1,2})(?=[，,。；;、（(\\s]|$)`,
  'gu',
)
/** What stands after 我是 and is no name: 我是高新区的, 我是车主. */
const NO_NAMES = /[区市县镇村街道园学店司家长主人民员工户]$/u

/**
 * A text without what names a person: phone, identity card and account numbers, plates, e-mail addresses, and names that
 * are introduced as such or carry a title. Names in other positions stay: Chinese names are ordinary words too.
 *
 * @example maskPeople('我叫王小明，车牌苏A12345') // '我叫王**，车牌苏A****5'
 */
export function maskPeople(text: string): string {
  return maskNumbers(text)
    .replace(
      LONG_NUMBER,
      (digits) => `${digits.slice(0, 3)}${'*'.repeat(digits.length - 5)}${digits.slice(-2)}`,
    )
    .replace(
      PLATE,
      (_, front: string, middle: string, end: string) => front + '*'.repeat(middle.length) + end,
    )
    .replace(EMAIL, (address, head: string) => `${head}***@${address.split('@')[1]}`)
    .replace(TITLED, (_, name: string, title: string) => maskName(name) + title)
    .replace(INTRODUCED, (whole, lead: string, name: string) =>
      NO_NAMES.test(name) ? whole : lead + maskName(name),
    )
}
