/** The wordings that show what is wanted. All on text as `normalText` leaves it. */
export const COUNT =
  /多少|几次|几件|几起|几个|几宗|几条|几处|几例|数量|总数|总量|件数|统计|总共|一共有|有几|数一数|案件数|分布|哪里最多|哪些地方|什么地方|在哪里?|哪儿|最多|积水点|淤积数|列出|(?:有|还)哪些案|\bhow many\b|\bnumber of\b|\bcount\b|\btotal\b|\bhow often\b|\bwhere (?:are|were|is|was|did|do)\b|\band where\b|\bmost\b|\blist\b|\bwhat is still\b|\bwhich cases\b|\bare there any\b/u
export const CASES =
  /案件|案子|多少案|上报|投诉|诉求|工单|[件起宗]|\bcases?\b|\breports?\b|\breported\b|\bcomplaints?\b|\bincidents?\b|\btickets?\b/u
export const HOW_LONG =
  /多久|多长时间|多少(?:小时|天|时间|个?工作日|分钟|个小时|日)|几(?:小时|天|个小时|个工作日|日|分钟)|时限|期限|何时|什么时候|限时|\bhow (?:long|soon|quickly|fast|much time)\b|\bhow many (?:hours|days|minutes|working (?:hours|days))\b|\bdeadlines?\b|\btime limits?\b|\bby when\b|\blimits?\b|\burgent\b/u
/** When something has to be, or is, done. */
export const WHEN = /\bwhen (?:is|are|can|may|must|should|will|do|does|would)\b/u
/** Whether somebody may, must or will: of a matter it asks for its rules. */
export const MAY =
  /\b(?:is|are) (?:it|this|that|there|they|you|we|he|she)\b.{0,40}\b(?:legal|illegal|allowed|forbidden|permitted|prohibited|ok|okay|urgent)\b|\b(?:legal|illegal|forbidden|prohibited|permitted|punish(?:ed|able)?|enforces?|fined?|towed?|report|complain|penali[sz]ed)\b|\bcan (?:the|you|we|they|a|i|somebody|someone|anybody|anyone)\b|\bwhat (?:can|should|now|to do|do i do)\b|\b(?:whom?|who) (?:do|should|can|must) (?:i|we)\b|\bwho (?:comes|fixes|cleans|clears|removes|picks|grits|repairs|takes|helps|pays|maintains|enforces|looks|can|will|has|is|should|must)\b/u
export const WHO =
  /谁|哪个(?:部门|单位|局|机构)|哪家|什么部门|归.{0,4}管|负责|主管|找哪|管不管|能不能管|该找|\bwho\b|\bwhose\b|\bwhich (?:department|agency|office|bureau|authority)\b|\bresponsible\b|\bin charge\b|\bdeals? with\b|\bhandles?\b/u
export const WHY =
  /依据|凭什么|为什么|为何|违反|违法|处罚|罚款|罚多少|有权|合法|法律|法规|规定|\bwhy\b|\bbasis\b|\blegal\b|\blaws?\b|\bfines?\b|\bpenalt(?:y|ies)\b|\ballowed\b|\bmay (?:the|we|they)\b|\bagainst\b/u
export const CLOSING = /结案|办结|算处理完|才算|合格|\bclosed?\b|\bclosing\b|\bcount as done\b|\bdone\b/u
export const HANDLING =
  /怎么(?:处理|办|处置|解决|管)|如何(?:处理|处置|解决)|\bwhat happens\b|\bhow (?:is|are|do)\b/u

export const DEADLINE = [
  /(?:怎么|如何|怎样|什么时候|什么情况|何时|多久|多长时间).{0,8}(?:算|叫|认定|判定|判断)?.{0,3}(?:超期|超时|逾期)/u,
  /(?:超期|超时|逾期|临近)(?:是|的)?(?:怎么|如何|怎样|多久|标准)/u,
  /(?:时限|期限|时钟|时间|计时).{0,6}(?:怎么|如何|怎样)(?:算|计|走)/u,
  /(?:时限|期限|时间).{0,4}(?:从|自).{0,6}(?:开始|起)?(?:算|计)/u,
  /(?:怎么|如何|怎样)(?:计时|计算时限|算时限|算时间)/u,
  /(?:周末|节假日|假期|假日|晚上|夜里|夜间|休息日|双休日?|工作日|下班).{0,10}(?:算|计入|计时|停|走|顺延)/u,
  /(?:时钟|计时).{0,6}(?:停|暂停)/u,
  /\bwhen\b.{0,40}\boverdue\b/,
  /\bhow\b.{0,40}\b(?:deadlines?|time limits?|clocks?|overdue)\b.{0,30}\b(?:comput|calculat|count|work|run|measur)/,
  /\bhow (?:is|are)\b.{0,30}\b(?:overdue|deadlines?|time limits?)\b/,
  /\b(?:weekends?|holidays?|nights?|working days?|non-working)\b.{0,40}\b(?:count|clock|limits?|deadlines?|time|included)\b/,
  /\b(?:clock|time limit)\b.{0,30}\b(?:stop|pause|run|start)/,
  /\bcounts? as (?:late|overdue)\b/,
  /\bhow\b.{0,30}\b(?:calculat|comput|work out|tell|know|decide)\w*\b.{0,40}\b(?:late|overdue|deadlines?)\b/,
  /\b(?:from|since|at) (?:which|what) (?:moment|time|point|day|hour)\b.{0,40}\b(?:limits?|deadlines?|clock|time)\b/,
  /\b(?:limits?|deadlines?|clock)\b.{0,30}\b(?:begin|begins|starts?|counted from|run from)\b/,
]
export const MEANING =
  /什么是|什么叫|是什么|啥是|是啥|叫做|意思|含义|定义|解释|说明一下|介绍|区别|不同|怎么(?:申请|办|做|用|操作|走)|如何(?:申请|办理|操作)|(?:谁|哪些人|哪个岗位)(?:可以|能|有权|来|批准|审批)|(?:可以|能)(?:不)?(?:能)?|条件|流程|规则|最长|几次|怎么|如何|\bwhat happens\b|\bwhat (?:exactly )?(?:is|are|does)\b|\bmeans?\b|\bmeaning\b|\bdefin(?:e|ition)\b|\bexplain\b|\bdifference\b|\bwho (?:may|can|is allowed|approves?|decides?|grants?)\b|\bhow (?:do|does|can|to)\b|\brules? (?:for|of|on)\b|\bwhen (?:may|can)\b/u
export const CONTENT =
  /内容|规定|怎么说|说什么|说的什么|讲什么|讲了|写什么|全文|条文|原文|查看|\bsays?\b|\btext\b|\bcontents?\b|\bshow\b|\bread\b|\bquote\b|\babout\b/u
export const MENTIONS =
  /(?:哪[条些部个]|什么|有没有)(?:法规|法律|规定|条例|条文|条款|条)?.{0,3}(?:提到|提及|说到|涉及|包含|讲到|管到)|法规.{0,4}关于|\b(?:which|what|any|a) (?:laws?|regulations?|articles?|rules?)\b.{0,12}\b(?:mention|cover|talk|deal|say|speak|about)|\bregulations? (?:say )?about\b|\bwhat do the regulations say\b/u
export const DEPARTMENT =
  /(?:管|负责|职责|主管)(?:是)?(?:什么|哪些|啥|有哪些)|职责|权责|\bwhat does\b.{0,60}\b(?:do|handle|deal with)\b|\bresponsible for what\b|\bwhat is\b.{0,60}\b(?:in charge of|responsible for)\b|\bduties\b/u
/** Figures of rules and things, and no number of cases. */
export const MEASURE =
  /多少(?:钱|元|人|户|米|厘米|公里|平方|度|岁|倍|层|分贝)|罚(?:款)?多少|(?:深度|高度|长度|面积|费用?|价格|工资|罚款).{0,3}多少|\bhow much\b|\bhow many (?:people|residents|meters|metres|yuan)\b/u
/** What is more than counting: other pages do that. */
export const FIGURE =
  /(?:超期|满意|解决|响应|结案|办结|按时|返工|退回|准确|处置)率|平均|比例|占比|百分之几|同比|环比|同期|趋势|增长|排名|每(?:天|日|周|月|年)(?!.{0,4}(?:几点|必须|应当))|\b(?:average|median|rates?|ratio|percent(?:age)?|share of|trends?|per (?:day|week|month)|compared)\b/u
/** Cases are counted by report and by closing, not by the moments between. */
export const OTHER_MOMENT =
  /(?:派|派遣|派出|分拨|签收|立案|退回|返工|核查|处置|挂账|督办)了|(?:多少|几)[件起宗]?(?:被)?(?:派遣|派出|签收|立案|退回|返工)|\b(?:were|was|been) (?:dispatched|signed|returned|checked|registered|handled|reworked|shelved)\b|\bdid .{0,20}(?:dispatch|sign|return|check|register|handle)\b/u
export const FUTURE =
  /明天|后天|明年|下周|下个?月|下星期|将来|未来|以后会|预测|预计|会有多少|\btomorrow\b|\bnext (?:week|month|year)\b|\bwill there be\b|\bforecast\b|\bpredict\b/u
export const FOLLOW_UP =
  /^(?:那么?|还有|另外|再看|换成|如果是)|呢[?？!。]*$|^(?:and|what about|how about|also|same for|now for)\b/u

/** Wordings of states, the particular before the general. */
export const STATES = [
  [
    'near',
    /快到期|快超期|快超时|快要?(?:到期|超)|即将(?:到期|超期|超时)|临近(?:时限|超期|到期)?|\bdue soon\b|\bnear(?:ing)? (?:its |their |the )?(?:limits?|deadlines?|due)|\bnearly overdue\b|\babout to (?:expire|be overdue|become overdue)/u,
  ],
  ['unchecked', /待核查|未核查|没核查|等待核查|\bto be checked\b|\bunchecked\b|\bawaiting (?:a )?check/u],
  [
    'undispatched',
    /未派遣|待派遣|没派遣|未分拨|待分拨|\bnot (?:yet )?dispatched\b|\bundispatched\b|\b(?:to be|waiting for|awaiting) dispatch(?:ed)?\b/u,
  ],
  ['unsigned', /未签收|待签收|没签收|\bunsigned\b|\bnot (?:yet )?signed for\b/u],
  ['shelved', /挂账|挂帐|\bshelved\b|\bon the shelf\b/u],
  [
    'overdue',
    /已?(?:超期|超时|逾期)(?:的|了)?|\boverdue\b|\bpast (?:its|their|the) (?:deadline|limit)s?\b|\blate\b/u,
  ],
  [
    'open',
    /未(?:办)?结案?|未(?:办结|办完|处理|处置|解决|完成|了结)|(?:还)?没(?:有)?(?:办结|办完|处理完?|解决|结案|完成|修好)(?:的)?|在办|待办|待处理|积压|办理中|处理中|\b(?:still )?open\b|\bunresolved\b|\bunfinished\b|\bpending\b|\boutstanding\b|\bbacklog\b|\bnot (?:yet )?(?:closed|resolved|done|finished|fixed)\b|\bin progress\b/u,
  ],
  [
    'closed',
    /结了|已?(?:结案|办结|办完|处理完|解决)(?:了|的)?|\bclosed?\b|\bresolved\b|\bfinished\b|\bcompleted\b|\bsolved\b/u,
  ],
] as const

/** Words that say nothing of what is counted. */
export const FILLERS = [
  /请问|麻烦|只看|只要|压着|积着|看看|换成|改成|帮我|帮忙|给我|我想(?:知道|问)?|告诉我|查一?下|查询|看一?下|统计一?下|统计|显示|列出|一下|目前|现在|当前|截至|到今天|总共|一共|合计|全部|所有|共有|共计|全市|全区|本市|本区|我市|我区|辖区|我们|你们|片区|地区|区域|范围|地方|位置|分布|情况|数据|数量|总数|总量|件数|案件数|方面|问题|类案|这类|这些|那些|还有|都有|都在|都是|最多|最高|是多少|有多少|多少|几件|几起|几个|几宗|几条|几处|几例|有几|哪里|哪些|哪儿|哪个|什么|在哪|案件|案子|上报|投诉|诉求|工单|事件|举报|反映|发生|产生|出现|接到|收到|受理|处理|处置|办理|立案|登记|那么|呢|吗|啊|呀|吧|的|了|是|有|在|和|与|及|各|个|件|起|宗|例|条|处|数|里|内|中|上|下|被|把|就|又|还|也|都|会|要|该|这|那|第|年|月|日|号|类|共|到|从|以来|期间|时候|过/gu,
  /\b(?:how|many|much|number|count|total|the|of|in|on|at|for|from|and|or|a|an|are|is|was|were|be|been|there|do|does|did|we|you|i|us|our|me|my|have|has|had|what|which|where|when|who|show|list|tell|give|please|still|yet|already|now|currently|right|moment|present|waiting|wait|missing|all|any|some|each|every|this|that|these|those|it|its|they|their|them|with|within|by|to|than|most|more|came|come|coming|reported|report|reports|case|cases|complaint|complaints|incident|incidents|ticket|tickets|problems?|issues?|city|whole|entire|area|areas|place|places|district|subdistrict|community|category|type|kind|about|can|could|would|will|also|only|just|so|far|until|since|during|per|find|see|look|get|got|new|happened|happen|occur|occurred|registered|received|handled|often|time|times|map|same|then|well|then|broken|damaged|yesterday's|today's|ones|number|numbers|going|been|were|being|due|put|reported|people|anybody|anyone|somebody|someone)\b/g,
  /[^\p{L}\p{N}]+/gu,
]
