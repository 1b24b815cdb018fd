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
