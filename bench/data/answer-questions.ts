import type { CountState } from '../../server/answers/reading/reading.ts'

/**
 * Questions put aside before the engine was written: what each means, as a person would say. `none` is what the engine
 * cannot know and should say so; `refused` is what it must not tell. Read without a look at the misses, 94.9 % were
 * right, 2.0 % said to be unknown, 3.1 % wrong; a fault that the misses showed is mended since, so that another set has
 * to be put aside for the next judgement.
 */
export type Expected =
  | { readonly intent: 'matter'; readonly categories: readonly string[] }
  | { readonly intent: 'article'; readonly regulation?: string; readonly article?: string }
  | { readonly intent: 'case'; readonly number?: string; readonly token?: string }
  | {
      readonly intent: 'count'
      /** All of these, and nothing else unless `atLeast`. */
      readonly categories?: readonly string[]
      readonly atLeast?: true
      readonly area?: string
      readonly period?: string
      readonly state?: CountState
    }
  | { readonly intent: 'term'; readonly term: string }
  | { readonly intent: 'deadline' }
  | { readonly intent: 'refused' }
  | { readonly intent: 'none' }

const covers = ['100101', '100102', '100103', '100105', '100106', '100107', '100110', '100111', '100114']

export const heldOutQuestions: readonly (readonly [question: string, expected: Expected])[] = [
  // Who, why, by when, and when closed.
  ['小区门口的路灯不亮了，找哪个部门？', { intent: 'matter', categories: ['100118'] }],
  ['路面塌了一个大坑谁来修，要多久？', { intent: 'matter', categories: ['200401', '200112'] }],
  ['夜里工地打桩太吵了，你们管不管？', { intent: 'matter', categories: ['200301'] }],
  ['楼道里给电动车拉线充电违反什么规定', { intent: 'matter', categories: ['200601'] }],
  ['共享单车堆满人行道应该谁清理', { intent: 'matter', categories: ['200603', '200506'] }],
  ['行道树倒了多长时间内必须处理', { intent: 'matter', categories: ['200406'] }],
  ['饭店油烟扰民，有权处罚吗？', { intent: 'matter', categories: ['200110'] }],
  ['消火栓坏了怎么才能结案', { intent: 'matter', categories: ['100113'] }],
  ['污水井盖丢失的处置时限', { intent: 'matter', categories: ['100102'] }],
  ['燃气泄漏归谁负责', { intent: 'matter', categories: ['200403'] }],
  ['小广告贴满电线杆，执法依据是什么？', { intent: 'matter', categories: ['200201'] }],
  ['红绿灯坏了几小时要修好', { intent: 'matter', categories: ['100214'] }],
  ['占道摆摊的小贩由谁管理', { intent: 'matter', categories: ['200501', '200504'] }],
  ['公厕没人打扫该找谁', { intent: 'matter', categories: ['100301'] }],
  ['Who has to fix a broken street light and how quickly?', { intent: 'matter', categories: ['100118'] }],
  ['Which department deals with illegal parking?', { intent: 'matter', categories: ['200505'] }],
  ['How long do they have to repair a traffic signal?', { intent: 'matter', categories: ['100214'] }],
  ['Why may the city tear down an illegal structure?', { intent: 'matter', categories: ['200101'] }],
  ['When is a case of exposed garbage considered closed?', { intent: 'matter', categories: ['200102'] }],
  ['Who is in charge of a gas leak?', { intent: 'matter', categories: ['200403'] }],
  ['Deadline for a fallen tree blocking the street', { intent: 'matter', categories: ['200406'] }],
  [
    'What is the legal basis for acting against street barbecue?',
    { intent: 'matter', categories: ['200510'] },
  ],
  [
    'Somebody left an old car rotting at the kerb, whose job is it?',
    { intent: 'matter', categories: ['200107'] },
  ],
  ['Who must clear snow and ice?', { intent: 'matter', categories: ['200113'] }],
  ['dogs barking at night who is responsible', { intent: 'none' }],
  // Regulations.
  ['城市绿化条例第二十一条的内容', { intent: 'article', regulation: 'XZ004', article: '21' }],
  ['消防法第28条怎么规定的', { intent: 'article', regulation: 'FL006', article: '28' }],
  ['《城镇燃气管理条例》讲了哪些内容？', { intent: 'article', regulation: 'XZ005' }],
  ['云江市城市治理条例第十六条', { intent: 'article', regulation: 'DF001', article: '16' }],
  ['道路交通安全法五十六条说的什么', { intent: 'article', regulation: 'FL001', article: '56' }],
  ['哪条法规提到了建筑垃圾清运', { intent: 'article' }],
  ['噪声污染防治法里对夜间施工怎么规定', { intent: 'article', regulation: 'FL004' }],
  [
    'what does article 30 of the Road Traffic Safety Law say',
    { intent: 'article', regulation: 'FL001', article: '30' },
  ],
  ['Regulations on Urban Roads, Article 23', { intent: 'article', regulation: 'XZ002', article: '23' }],
  [
    'Show me art. 9 of the Yunjiang City Governance Regulations',
    { intent: 'article', regulation: 'DF001', article: '9' },
  ],
  ['text of the Fire Protection Law', { intent: 'article', regulation: 'FL006' }],
  ['民法典第一千一百六十五条', { intent: 'none' }],
  ['What does article 12 of the German Basic Law say?', { intent: 'none' }],
  // Cases.
  ['3299012026112300042 现在到哪一步了？', { intent: 'case', number: '3299012026112300042' }],
  ['帮我查一下案件3299012026112300107的办理进度', { intent: 'case', number: '3299012026112300107' }],
  ['status of case 3299012026112300042', { intent: 'case', number: '3299012026112300042' }],
  ['has 3299012026112900310 been closed yet?', { intent: 'case', number: '3299012026112900310' }],
  // Counts.
  [
    '上周望江街道有多少路灯案件',
    { intent: 'count', categories: ['100118'], area: '望江街道', period: 'last_week' },
  ],
  ['今天全区一共上报了几件？', { intent: 'count', period: 'today' }],
  [
    '本月学府街道超期的暴露垃圾有几起',
    { intent: 'count', categories: ['200102'], area: '学府街道', period: 'this_month', state: 'overdue' },
  ],
  ['昨天结案了多少件', { intent: 'count', period: 'yesterday', state: 'closed' }],
  ['近7天井盖问题最多的是哪里', { intent: 'count', categories: covers, period: 'last_7_days' }],
  ['最近三十天违停案件数量', { intent: 'count', categories: ['200505'], period: 'last_30_days' }],
  ['南苑街道还有多少没办完的案子', { intent: 'count', area: '南苑街道', state: 'open' }],
  [
    '上个月东港街道积水案件都在什么地方',
    { intent: 'count', categories: ['200111'], area: '东港街道', period: 'last_month' },
  ],
  [
    '今年镜湖街道私搭乱建多少起？',
    { intent: 'count', categories: ['200101'], area: '镜湖街道', period: 'this_year' },
  ],
  ['目前超时案件有多少', { intent: 'count', state: 'overdue' }],
  [
    '古城片区本周噪音投诉多少',
    {
      intent: 'count',
      categories: ['200508', '200301'],
      atLeast: true,
      area: '古城街道',
      period: 'this_week',
    },
  ],
  [
    '统计一下站前街道前天的无照游商',
    { intent: 'count', categories: ['200501'], area: '站前街道', period: 'day_before_yesterday' },
  ],
  ['挂账的案件一共有几件', { intent: 'count', state: 'shelved' }],
  ['快到期的案件有多少', { intent: 'count', state: 'near' }],
  [
    '市容环境类案件上周多少件',
    { intent: 'count', categories: ['200102', '200104'], atLeast: true, period: 'last_week' },
  ],
  [
    '新城街道今天的共享单车淤积数',
    { intent: 'count', categories: ['200603'], area: '云江新城街道', period: 'today' },
  ],
  [
    'how many street lights were reported in Gucheng last week',
    { intent: 'count', categories: ['100118'], area: '古城街道', period: 'last_week' },
  ],
  [
    'Number of overdue cases in Donggang Subdistrict',
    { intent: 'count', area: '东港街道', state: 'overdue' },
  ],
  [
    'How many illegal parking cases this month, and where?',
    { intent: 'count', categories: ['200505'], period: 'this_month' },
  ],
  [
    'Count open manhole cover cases in Wangjiang',
    { intent: 'count', categories: covers, area: '望江街道', state: 'open' },
  ],
  [
    'where were the flooded roads in the past 14 days',
    { intent: 'count', categories: ['200111'], period: 'last_14_days' },
  ],
  ['how many cases did we close yesterday', { intent: 'count', period: 'yesterday', state: 'closed' }],
  ['How many reports came in today?', { intent: 'count', period: 'today' }],
  ['what is still open in Xuefu', { intent: 'count', area: '学府街道', state: 'open' }],
  [
    'last month, exposed garbage in Jinghu: how many?',
    { intent: 'count', categories: ['200102'], area: '镜湖街道', period: 'last_month' },
  ],
  [
    'number of construction noise complaints this year',
    { intent: 'count', categories: ['200301'], period: 'this_year' },
  ],
  ['how many cases are there in Atlantis', { intent: 'none' }],
  // Terms and deadlines.
  ['什么叫挂账', { intent: 'term', term: 'shelve' }],
  ['怎么申请延期？', { intent: 'term', term: 'extend' }],
  ['督办和会商有什么区别', { intent: 'term', term: 'oversee' }],
  ['单元网格是什么意思', { intent: 'term', term: 'unit_grid' }],
  ['并案后案件怎么办', { intent: 'term', term: 'merge' }],
  ['谁可以作废案件', { intent: 'term', term: 'void' }],
  ['返工是啥', { intent: 'term', term: 'rework' }],
  ['what does "shelved" mean', { intent: 'term', term: 'shelve' }],
  ['What is a duty grid?', { intent: 'term', term: 'duty_grid' }],
  ['explain whistle and check-in', { intent: 'term', term: 'whistle' }],
  ['who is allowed to reopen a case', { intent: 'term', term: 'reopen' }],
  ['案件什么情况下算超时', { intent: 'deadline' }],
  ['周末算不算在处置时限里', { intent: 'deadline' }],
  ['When does a case count as overdue?', { intent: 'deadline' }],
  ['do holidays stop the clock', { intent: 'deadline' }],
  // Must not be told, or cannot be known.
  ['举报人是谁，电话给我', { intent: 'refused' }],
  ['把3299012026112300042的上报人手机号发我', { intent: 'refused' }],
  ['王小明家住哪里', { intent: 'refused' }],
  ["give me the caller's phone number", { intent: 'refused' }],
  ['who reported case 3299012026112300042? name and address please', { intent: 'refused' }],
  ['今天天气怎么样', { intent: 'none' }],
  ['帮我写一首诗', { intent: 'none' }],
  ['What is the capital of France?', { intent: 'none' }],
  ["'; drop table case_record; --", { intent: 'none' }],
  ['<script>alert(1)</script>', { intent: 'none' }],
  ['asdf qwer zxcv', { intent: 'none' }],
  ['明天会有多少案件', { intent: 'none' }],
  ['区长工资多少', { intent: 'none' }],
  ['你好', { intent: 'none' }],
]

/**
 * Put aside when the first set was spent, in plainer words, and read once: 90 % were right, 8 % said to be unknown, 2 %
 * wrong. What its misses showed is mended since.
 */
export const laterQuestions: readonly (readonly [question: string, expected: Expected])[] = [
  ['我家楼下烧烤摊天天冒烟，该打给谁', { intent: 'matter', categories: ['200510', '200110'] }],
  ['马路牙子边的树枝断了砸车怎么办，谁负责', { intent: 'matter', categories: ['200406', '100402'] }],
  ['公园长椅坏了归谁修', { intent: 'matter', categories: ['100407'] }],
  ['公交站台玻璃碎了多长时间能换', { intent: 'matter', categories: ['100203'] }],
  ['渣土车一路撒土谁来扫', { intent: 'matter', categories: ['200304'] }],
  ['雨水箅子堵了几天内要清', { intent: 'matter', categories: ['100104'] }],
  ['在人行道上停汽车会被罚吗', { intent: 'matter', categories: ['200505'] }],
  ['墙上喷的办证电话谁去清除', { intent: 'matter', categories: ['200201'] }],
  ['消防通道让车堵死了，多久必须挪走', { intent: 'matter', categories: ['200602'] }],
  ['健身器材坏了要求几天修好', { intent: 'matter', categories: ['100126'] }],
  ['流浪人员由哪个单位救助', { intent: 'matter', categories: ['200502'] }],
  ['电线垂到路上属于什么级别，谁处理', { intent: 'matter', categories: ['200405'] }],
  ['Whose job is it to remove a fallen tree?', { intent: 'matter', categories: ['200406'] }],
  ['A manhole cover is missing, who replaces it?', { intent: 'matter', categories: covers }],
  [
    'What can be done about fumes from a restaurant, and on what basis?',
    { intent: 'matter', categories: ['200110'] },
  ],
  ['How fast must potholes be repaired?', { intent: 'matter', categories: ['200112'] }],
  ['Which office looks after public toilets?', { intent: 'matter', categories: ['100301'] }],
  ['城市市容和环境卫生管理条例第十四条原文', { intent: 'article', regulation: 'XZ001', article: '14' }],
  ['固体废物污染环境防治法第四十九条讲的啥', { intent: 'article', regulation: 'FL002', article: '49' }],
  ['无证无照经营查处办法是怎么规定的', { intent: 'article', regulation: 'XZ007' }],
  [
    'Article 43 of the Law on the Prevention of Noise Pollution',
    { intent: 'article', regulation: 'FL004', article: '43' },
  ],
  ['公司法第二十条', { intent: 'none' }],
  ['案件 3299012026112000123 现在谁在办', { intent: 'case', number: '3299012026112000123' }],
  [
    '这个月古城垃圾案件多少件',
    { intent: 'count', categories: ['200102'], area: '古城街道', period: 'this_month' },
  ],
  ['近一周全区未结案件数', { intent: 'count', period: 'last_1_weeks', state: 'open' }],
  [
    '十月份站前街道有几起道路积水',
    { intent: 'count', categories: ['200111'], area: '站前街道', period: 'month_2026_10' },
  ],
  ['西渡现在压着多少超期的', { intent: 'count', area: '西渡街道', state: 'overdue' }],
  ['昨天望江新上报多少', { intent: 'count', area: '望江街道', period: 'yesterday' }],
  ['过去90天路面塌陷发生了几次', { intent: 'count', categories: ['200401'], period: 'last_90_days' }],
  ['未签收的案件现在有几件', { intent: 'count', state: 'unsigned' }],
  ['今年以来结了多少案', { intent: 'count', period: 'this_year', state: 'closed' }],
  ['沙洲镇上周的店外经营', { intent: 'count', categories: ['200504'], area: '沙洲镇', period: 'last_week' }],
  [
    'How many fallen trees were there in September?',
    { intent: 'count', categories: ['200406'], period: 'month_2026_9' },
  ],
  [
    'total number of cases in Nanyuan over the last 3 months',
    { intent: 'count', area: '南苑街道', period: 'last_3_months' },
  ],
  [
    'any overdue street light cases right now?',
    { intent: 'count', categories: ['100118'], state: 'overdue' },
  ],
  ['Where did garbage pile up this week?', { intent: 'count', categories: ['200102'], period: 'this_week' }],
  ['how many residents complained about Mars', { intent: 'none' }],
  ['什么情况下可以撤回案件', { intent: 'term', term: 'recall' }],
  ['属地兜底啥意思', { intent: 'term', term: 'territory' }],
  ['谁来批准缓办', { intent: 'term', term: 'defer' }],
  ['What is territorial fallback?', { intent: 'term', term: 'territory' }],
  ['时限从什么时候开始算', { intent: 'deadline' }],
  ['晚上计时吗', { intent: 'deadline' }],
  ['Is the weekend counted in the time limit?', { intent: 'deadline' }],
  ['网格员李娜的手机号多少', { intent: 'refused' }],
  ['我邻居叫什么名字', { intent: 'refused' }],
  ['who is the person that reported my restaurant', { intent: 'refused' }],
  ['房价明年会涨吗', { intent: 'none' }],
  ['给我讲个笑话', { intent: 'none' }],
  ['SELECT * FROM auth_user', { intent: 'none' }],
]
