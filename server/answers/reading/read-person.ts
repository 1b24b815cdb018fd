const PEOPLE =
  '举报人|上报人|投诉人|反映人|报案人|来电人|诉求人|爆料人|提问人|当事人|市民|居民|业主|户主|房主|邻居|车主|店主|老板|司机|他们|她们|他|她|这个人|那个人|某人|此人|网格员|监督员|采集员|经办人|同事'
const PRIVATE =
  '电话|手机号?|手机|联系方式|住址|家庭地址|家庭住址|住在?哪|家住|家在哪|身份证|姓名|名字|叫什么|真名|真实身份|微信|隐私|个人信息|户籍|车牌'
const SURNAMES =
  '赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳唐罗薛贺倪汤殷毕郝邵汪毛戴宋庞熊纪项祝董梁杜阮季贾江童颜郭梅林钟徐邱骆夏蔡田胡霍卢莫丁邓洪崔龚程陆翁段侯温庄瞿阎廖耿聂曾岳尤'
const ZH = [
  new RegExp(`(?:${PEOPLE}).{0,10}(?:${PRIVATE})`, 'u'),
  new RegExp(`(?:${PRIVATE}).{0,6}(?:${PEOPLE})`, 'u'),
  /(?:举报|投诉|上报|反映|报案|来电|打电话|提交)的?人?是谁/u,
  /(?:是谁|谁)(?:给)?(?:举报|投诉|上报|反映|报|打|提交)(?:了|过|的)/u,
  new RegExp(
    `(?:^|[^\\p{Script=Han}]|查|找|给我|把)[${SURNAMES}]\\p{Script=Han}{1,2}(?:的)?(?:家住|住哪|住在|家在|电话|手机|身份证|住址|家庭)`,
    'u',
  ),
]
const PEOPLE_EN =
  'reporter|caller|complainant|complainer|informant|whistle-?blower|resident|citizen|neighbou?r|tenant|driver|shop owner|house owner|car owner|owner|person(?! in charge)(?! responsible)|man|woman|guy|lady|boy|girl|grid chief|chief|handler|official|inspector|colleague|collector|grid worker|him|his|her|their|them|someone|somebody|people'
const PRIVATE_EN =
  'phone|telephone|mobile|cell ?phone|home address|address|e-?mail|identity|id card|id number|full name|real name|name|contact details?|contact|personal (?:data|information|details)|licen[cs]e plate|where (?:does|do|did) .{0,30} live|lives?'
const EN = [
  new RegExp(`\\b(?:${PEOPLE_EN})\\b(?:'s|s')?.{0,30}\\b(?:${PRIVATE_EN})\\b`),
  new RegExp(`\\b(?:${PRIVATE_EN})\\b.{0,20}\\b(?:of|for|from)\\b.{0,12}\\b(?:${PEOPLE_EN})\\b`),
  /\bwho (?:has |had )?(?:reported|complained|called|phoned|filed|submitted|informed|snitched)\b/,
  /\b(?:which|what|who) of (?:my|the|our|your|those|these) (?:neighbou?rs|residents|tenants|people|citizens|callers|shops?)\b.{0,20}\b(?:reported|complained|called|phoned|filed|told)\b/,
  /\bwho is (?:the|that) (?:person|one|man|woman|guy)\b.{0,20}\b(?:reported|complained|called|phoned)\b/,
  /\bwhere (?:does|do|did) (?:[a-z'-]+ ){1,4}live\b/,
]

/** An office's number is nobody's. */
const OFFICE =
  /(?:市民|居民)?(?:热线|投诉|举报|服务|客服|值班|办公|报修|监督)(?:的)?(?:电话|号码)|(?:市民|居民)热线|\b(?:hot ?line|office|service|complaints?)(?:'s)? (?:phone |telephone )?numbers?\b/gu

/** Whether somebody asks who another person is, or how to reach them. */
export function asksForPerson(normal: string): boolean {
  const text = normal.replace(OFFICE, ' ')
  return ZH.some((pattern) => pattern.test(text)) || EN.some((pattern) => pattern.test(text))
}
