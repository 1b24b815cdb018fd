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
      readonly state?: 'open' | 'overdue' | 'closed' | 'near' | 'shelved'
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
