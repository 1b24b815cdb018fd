import { STATE_NAMES } from '../cases/actions-for.ts'
import { type ActVerb, type Need, VERB_RULES } from '../cases/machine.ts'
import type { CaseState } from '../exchange/bundle.ts'
import { both, listedWords, type Words } from './answer.ts'

export function stateWords(state: CaseState): Words {
  const [zh, en] = STATE_NAMES[state]
  return { zh, en }
}

const ROLE_WORDS: Readonly<Record<string, Words>> = {
  admin: { zh: '管理员', en: 'administrator' },
  shift_leader: { zh: '值班长', en: 'shift leader' },
  dispatcher: { zh: '派遣员', en: 'dispatcher' },
  call_taker: { zh: '接线员', en: 'call taker' },
  collector: { zh: '监督员', en: 'collector' },
  grid_chief: { zh: '网格长', en: 'grid chief' },
  department_handler: { zh: '部门经办', en: 'department handler' },
  supervisor: { zh: '督查员', en: 'supervisor' },
}
const NEED_WORDS: Readonly<Record<Need, Words>> = {
  unit: { zh: '处置力量', en: 'a unit' },
  department: { zh: '责任部门', en: 'a department' },
  note: { zh: '说明', en: 'a note' },
  category: { zh: '类别', en: 'a category' },
  lngLat: { zh: '位置', en: 'a place' },
  photo: { zh: '照片', en: 'a photo' },
  score: { zh: '评分', en: 'a score' },
}

/** What the lifecycle allows of a verb, read from the table that is obeyed. */
export function ruleOfVerb(verb: ActVerb, name: Words): Words {
  const { from, to, roles, needs, guards } = VERB_RULES[verb]
  const listed = (all: readonly Words[]) => both((language) => listedWords(all, language))
  const states = listed(from.map(stateWords))
  const who = listed(roles.map((role) => ROLE_WORDS[role] ?? { zh: role, en: role }))
  const needed = listed(needs.map((need) => NEED_WORDS[need]))
  const result = to === null ? { zh: '状态不变', en: 'the state stays' } : stateWords(to)
  const isApproved = guards.includes('isApproved')
  const isOther = guards.includes('isOfOtherDepartment')
  return {
    zh: [
      `${name.zh}：案件处于${states.zh}时`,
      `由${who.zh}办理`,
      isApproved ? '须先申请并获批准' : '',
      isOther ? '处置部门的人不得办理' : '',
      needs.length > 0 ? `须填${needed.zh}` : '',
      to === null ? '状态不变' : `之后为${result.zh}`,
    ]
      .filter(Boolean)
      .join('，')
      .concat('。'),
    en: [
      `${name.en.replace(/^./, (first) => first.toUpperCase())}: from ${states.en}`,
      `by ${who.en}`,
      isApproved ? 'only after an approved request' : '',
      isOther ? 'by nobody of the department that handled it' : '',
      needs.length > 0 ? `with ${needed.en}` : '',
      to === null ? 'the state stays' : `then ${result.en}`,
    ]
      .filter(Boolean)
      .join('; ')
      .concat('.'),
  }
}
