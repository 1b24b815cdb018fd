/** A name with its first character only: 李雷 → 李*, Jane Doe → J*******. */
export function maskName(name: string | null): string {
  if (!name) return ''
  const [first = '', ...others] = [...name]
  return first + '*'.repeat(Math.max(1, others.length))
}

/** A phone number with its first three and last four digits: 13812345678 → 138****5678. */
export function maskPhone(phone: string | null): string {
  if (!phone) return ''
  if (phone.length < 8) return '*'.repeat(phone.length)
  return phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4)
}

const PERSONAL_NUMBER = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}-?\d{7,8})(?!\d)/g

/** A text whose phone and identity card numbers keep three characters in front and two behind. */
export function maskNumbers(text: string): string {
  return text.replace(PERSONAL_NUMBER, (run) => {
    const digits = run.replace(/[ -]/g, '')
    return digits.slice(0, 3) + '*'.repeat(digits.length - 5) + digits.slice(-2)
  })
}
