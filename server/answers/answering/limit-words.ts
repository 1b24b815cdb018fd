import type { Limit } from '../../clocks/deadlines.ts'
import type { Words } from '../answer.ts'

function durationOf(minutes: number): Words {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)]
  const zh = [hours > 0 ? `${hours} 小时` : '', rest > 0 || hours === 0 ? `${rest} 分钟` : '']
  const en = [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return { zh: zh.filter(Boolean).join(' '), en: en.filter(Boolean).join(' ') }
}

/** An amount of a clock in words: 4 小时（工作时）, 2 working days. */
export function limitWords({ clock, amount, stepName, stepNameEn, condition }: Limit): Words {
  const words = amountWords(clock, amount)
  const step = stepName ? { zh: `${stepName} `, en: `${stepNameEn || stepName} ` } : { zh: '', en: '' }
  const when = condition ? { zh: `（${condition}）`, en: ` (${condition})` } : { zh: '', en: '' }
  return { zh: `${step.zh}${words.zh}${when.zh}`, en: `${step.en}${words.en}${when.en}` }
}

function amountWords(clock: Limit['clock'], amount: number): Words {
  const time = durationOf(amount)
  const days = amount === 1 ? 'day' : 'days'
  switch (clock) {
    case 'urgent':
      return { zh: `${time.zh}（全天计时）`, en: `${time.en} round the clock` }
    case 'work_hours':
      return { zh: `${time.zh}（工作时）`, en: `${time.en} of working time` }
    case 'work_days':
      return { zh: `${amount} 个工作日`, en: `${amount} working ${days}` }
    case 'natural_days':
      return { zh: `${amount} 天`, en: `${amount} ${days}` }
  }
}
