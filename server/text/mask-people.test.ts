import { expect, it } from 'vitest'
import { maskPeople } from './mask-people.ts'
import { moodOf, urgencyOf } from './mood-of.ts'

it.each([
  ['我叫王小明，住桂花路', '我叫王**，住桂花路'],
  ['联系人：李雷，电话13812345678', '联系人：李*，电话138******78'],
  ['张建国师傅修的', '张**师傅修的'],
  ['一辆苏A12345的渣土车', '一辆苏A****5的渣土车'],
  ['新能源车京AD12345停在盲道', '新能源车京A****45停在盲道'],
  ['身份证320106199001011234', '身份证320*************34'],
  ['发到zhangsan@example.com', '发到zh***@example.com'],
  ['我是高新区的，井盖坏了', '我是高新区的，井盖坏了'],
  ['王先生反映路灯不亮', '王先生反映路灯不亮'],
  ['编号100118的路灯不亮', '编号100118的路灯不亮'],
])('%s → %s', (text, masked) => expect(maskPeople(text)).toBe(masked))

it.each([
  ['电线杆漏电，随时会倒', 'urgent'],
  ['井盖松了，老人差点摔倒', 'important'],
  ['宣传栏玻璃脏了', 'normal'],
] as const)('%s is %s', (text, level) => expect(urgencyOf(text).level).toBe(level))

it.each([
  ['你们管不管！！第3次反映了', 'angry'],
  ['晚上太吵，睡不着', 'upset'],
  ['修好了，谢谢', 'thankful'],
  ['路灯不亮', 'calm'],
] as const)('%s sounds %s', (text, mood) => expect(moodOf(text).mood).toBe(mood))
