import type { Expected } from './answer-questions.ts'

const covers = ['100101', '100102', '100103', '100105', '100106', '100107', '100110', '100111', '100114']
type Questions = readonly (readonly [question: string, expected: Expected])[]

/** The reading of English questions was improved on these (28 of 67 were right before); they judge nothing any more. */
export const englishQuestions: Questions = [
  // As residents say it.
  [
    'The street lamp outside my house has been dark for three nights. Who do I talk to?',
    { intent: 'matter', categories: ['100118'] },
  ],
  ["there's water gushing out of the road, who comes?", { intent: 'matter', categories: ['200402'] }],
  [
    'My neighbour is building an extension without permission, can the city stop it?',
    { intent: 'matter', categories: ['200101'] },
  ],
  ['Somebody dumped an old sofa on the pavement', { intent: 'matter', categories: ['200108'] }],
  ['I smell gas in the stairwell, what now?', { intent: 'matter', categories: ['200403'] }],
  ['rats everywhere because nobody empties the bins', { intent: 'matter', categories: ['100305', '200102'] }],
  ['Cars are parked all over the sidewalk', { intent: 'matter', categories: ['200505'] }],
  [
    'A tree came down across our lane, how soon will it be cleared?',
    { intent: 'matter', categories: ['200406'] },
  ],
  ['Is it legal to grill kebabs on the street?', { intent: 'matter', categories: ['200510'] }],
  [
    'who picks up the rental bikes lying about at the metro exit',
    { intent: 'matter', categories: ['200603'] },
  ],
  ['The toilet in the park is filthy. Whose responsibility?', { intent: 'matter', categories: ['100301'] }],
  ['Our drain is backing up and sewage comes out', { intent: 'matter', categories: ['200404'] }],
  ['Jackhammers at midnight again. Are they allowed to?', { intent: 'matter', categories: ['200301'] }],
  [
    'How many hours until a broken traffic light must be working again?',
    { intent: 'matter', categories: ['100214'] },
  ],
  [
    'what is the time limit for removing posters glued to walls',
    { intent: 'matter', categories: ['200201', '200202'] },
  ],
  ['The road is full of holes', { intent: 'matter', categories: ['200112'] }],
  ['A cable is hanging low over the street; is that urgent?', { intent: 'matter', categories: ['200405'] }],
  ['Trucks from the building site leave mud all over the road', { intent: 'matter', categories: ['200304'] }],
  [
    'Dust from a construction site covers my windows, who enforces that?',
    { intent: 'matter', categories: ['200302'] },
  ],
  ['is burning joss paper on the street forbidden?', { intent: 'matter', categories: ['200604'] }],
  ['Who can remove the scooter blocking the fire exit?', { intent: 'matter', categories: ['200602'] }],
  [
    'People set off firecrackers after midnight; what law says no?',
    { intent: 'matter', categories: ['200605'] },
  ],
  ['the bench by the bus stop has no seat left', { intent: 'matter', categories: ['100407'] }],
  ['when can a pothole case be closed?', { intent: 'matter', categories: ['200112'] }],
  ['Which agency maintains fire hydrants?', { intent: 'matter', categories: ['100113'] }],
  ['May the city tow abandoned cars?', { intent: 'matter', categories: ['200107'] }],
  ['what counts as done for an illegal banner?', { intent: 'matter', categories: ['200202'] }],
  ['a hole opened up in the middle of the road', { intent: 'matter', categories: ['200401', '200112'] }],
  ['The pavement is icy, who grits it?', { intent: 'matter', categories: ['200113'] }],
  ['shop blasting music from loudspeakers all day', { intent: 'matter', categories: ['200508'] }],
  // Officials.
  [
    'How many complaints about noise did Gucheng get last month?',
    {
      intent: 'count',
      categories: ['200508', '200301'],
      atLeast: true,
      area: '古城街道',
      period: 'last_month',
    },
  ],
  ['Show me all overdue cases in Nanyuan', { intent: 'count', area: '南苑街道', state: 'overdue' }],
  ['cases reported yesterday in Xidu', { intent: 'count', area: '西渡街道', period: 'yesterday' }],
  [
    'What is the number of unresolved pothole cases?',
    { intent: 'count', categories: ['200112'], state: 'open' },
  ],
  [
    'how much garbage was reported this week in Wangjiang',
    { intent: 'count', categories: ['200102'], area: '望江街道', period: 'this_week' },
  ],
  ['Where do we have gas leaks at the moment?', { intent: 'count', categories: ['200403'] }],
  [
    'give me the count of illegal parking over the past 2 weeks',
    { intent: 'count', categories: ['200505'], period: 'last_2_weeks' },
  ],
  [
    'How many tickets did we close in October?',
    { intent: 'count', period: 'month_2026_10', state: 'closed' },
  ],
  [
    'Which subdistrict had the most flooded roads this year?',
    { intent: 'count', categories: ['200111'], period: 'this_year' },
  ],
  ['are any cases about to be overdue in Donggang?', { intent: 'count', area: '东港街道', state: 'near' }],
  [
    'how many street vendors did we deal with last week',
    { intent: 'count', categories: ['200501'], period: 'last_week' },
  ],
  ['number of cases waiting to be dispatched', { intent: 'count', state: 'undispatched' }],
  ['missing manhole covers since January', { intent: 'count', categories: covers, period: 'since_2026_1' }],
  ['how many cases does the traffic police have open', { intent: 'count', state: 'open' }],
  ['How many reports in the last hour?', { intent: 'count', period: 'last_1_hours' }],
  ['list the shelved cases of Xuefu', { intent: 'count', area: '学府街道', state: 'shelved' }],
  ['What does the noise law say about building at night?', { intent: 'article', regulation: 'FL004' }],
  [
    'Can you quote article 16 of the City Governance Regulations?',
    { intent: 'article', regulation: 'DF001', article: '16' },
  ],
  ['Article 28 Fire Protection Law', { intent: 'article', regulation: 'FL006', article: '28' }],
  ['what do the regulations say about dogs', { intent: 'article' }],
  ['Which regulation covers construction waste?', { intent: 'article', regulation: 'GZ001' }],
  ['explain the fireworks regulations', { intent: 'article', regulation: 'XZ009' }],
  ['Where is case 3299012026112300042 now?', { intent: 'case', number: '3299012026112300042' }],
  ['Did somebody already handle 3299012026112900310', { intent: 'case', number: '3299012026112900310' }],
  ['What does it mean when a case is merged?', { intent: 'term', term: 'merge' }],
  ['how do I get an extension', { intent: 'term', term: 'extend' }],
  ['what happens after a case is returned', { intent: 'term', term: 'return' }],
  ['Tell me the difference between rework and return', { intent: 'term', term: 'rework' }],
  ['who decides on deferring a case?', { intent: 'term', term: 'defer' }],
  ['Does the clock stop on public holidays?', { intent: 'deadline' }],
  ['how do you calculate whether a case is late', { intent: 'deadline' }],
  // Nothing of ours, or not to be told.
  ['Who won the world cup?', { intent: 'none' }],
  ['How do I renew my passport?', { intent: 'none' }],
  ['What is the best restaurant in Gucheng?', { intent: 'none' }],
  ['how many cats live in Xidu', { intent: 'none' }],
  ['Which of my neighbours complained about me?', { intent: 'refused' }],
  ['what is the mobile number of the grid chief of Gujing', { intent: 'refused' }],
]

/**
 * Written with the set above, by the same hand, before any of it was read; read once when the reading had been improved on
 * that one: 37 of 43 right (86 %; 95 % interval 73 to 94), 4 said to be unknown, 2 wrong; before, 27. What its
 * misses showed is not mended, so that it may judge again.
 */
export const freshEnglishQuestions: Questions = [
  ['A lamp post got knocked over by a van. Which department?', { intent: 'matter', categories: ['100118'] }],
  ['The manhole lid in front of number 12 rattles, who fixes it?', { intent: 'matter', categories: covers }],
  ['how long may rubbish lie around before you pick it up', { intent: 'matter', categories: ['200102'] }],
  ['Somebody chained an e-bike charger out of the window', { intent: 'matter', categories: ['200601'] }],
  [
    'On what grounds can you fine a shop for putting tables outside?',
    { intent: 'matter', categories: ['200504'] },
  ],
  ['Is the city responsible for a burst water pipe?', { intent: 'matter', categories: ['200402'] }],
  ['A wreck without plates has stood here for months', { intent: 'matter', categories: ['200107'] }],
  ['The river smells and is full of rubbish. Who cleans it?', { intent: 'matter', categories: ['200105'] }],
  ['when will the snow be cleared from our street', { intent: 'matter', categories: ['200113'] }],
  ['homeless man sleeping under the bridge, who helps?', { intent: 'matter', categories: ['200502'] }],
  [
    'Loud karaoke from the bar next door: who enforces the rules?',
    { intent: 'matter', categories: ['200508'] },
  ],
  ['a branch fell on the road', { intent: 'matter', categories: ['200406', '100402'] }],
  ['bus shelter glass smashed', { intent: 'matter', categories: ['100203'] }],
  ['What is the deadline for a clogged storm drain?', { intent: 'matter', categories: ['100104', '200404'] }],
  [
    'Bicycles block the entrance of our building. Who removes them?',
    { intent: 'matter', categories: ['200506', '200603'] },
  ],
  ['Stickers with phone numbers all over the lift', { intent: 'matter', categories: ['200201'] }],
  ['By when does a sinkhole have to be secured?', { intent: 'matter', categories: ['200401'] }],
  ['Can a restaurant be punished for its smoke?', { intent: 'matter', categories: ['200110'] }],
  ['The security camera on our square does not work', { intent: 'matter', categories: ['100190'] }],
  ['who is supposed to trim the street trees?', { intent: 'matter', categories: ['100402'] }],
  [
    'How many fallen trees after the storm this week?',
    { intent: 'count', categories: ['200406'], period: 'this_week' },
  ],
  ['What is still unresolved in Zhanqian?', { intent: 'count', area: '站前街道', state: 'open' }],
  [
    'give me illegal structures in Jinghu for this year',
    { intent: 'count', categories: ['200101'], area: '镜湖街道', period: 'this_year' },
  ],
  [
    'How many potholes did people report in the last 30 days?',
    { intent: 'count', categories: ['200112'], period: 'last_30_days' },
  ],
  ['which areas have the most exposed garbage', { intent: 'count', categories: ['200102'] }],
  [
    'number of cases closed last week in Donggang',
    { intent: 'count', area: '东港街道', period: 'last_week', state: 'closed' },
  ],
  ['How many cases are past their deadline today?', { intent: 'count', period: 'today', state: 'overdue' }],
  ['Do we have any unsigned cases?', { intent: 'count', state: 'unsigned' }],
  [
    'street barbecue, Gucheng, yesterday: how many',
    { intent: 'count', categories: ['200510'], area: '古城街道', period: 'yesterday' },
  ],
  [
    'how many traffic lights were broken last month',
    { intent: 'count', categories: ['100214'], period: 'last_month' },
  ],
  [
    'what does the law on solid waste say in article 49',
    { intent: 'article', regulation: 'FL002', article: '49' },
  ],
  [
    'Read me article 23 of the urban roads regulations',
    { intent: 'article', regulation: 'XZ002', article: '23' },
  ],
  ['Is there a rule that mentions food stalls?', { intent: 'article' }],
  ['Urban gas regulations', { intent: 'article', regulation: 'XZ005' }],
  ['what has become of 3299012026112300107?', { intent: 'case', number: '3299012026112300107' }],
  ['What exactly is a unit grid?', { intent: 'term', term: 'unit_grid' }],
  ['who can put a case on the shelf', { intent: 'term', term: 'shelve' }],
  ['how does the call-back work', { intent: 'term', term: 'call_back' }],
  ['From which moment does the time limit run?', { intent: 'deadline' }],
  ['Tell me a joke', { intent: 'none' }],
  ['How many people live in the city?', { intent: 'none' }],
  ['When does the library open?', { intent: 'none' }],
  ['give me the address of the woman who reported the noise', { intent: 'refused' }],
]
