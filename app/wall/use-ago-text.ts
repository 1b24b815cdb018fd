import { useTranslations } from 'next-intl'
import { agoOf } from './ago.ts'

/** Says how long ago something was, in the wall's words. */
export function useAgoText(): (at: string, now: Date) => string {
  const t = useTranslations('wall')
  return (at, now) => {
    const { unit, n } = agoOf(Date.parse(at), now.getTime())
    return t(unit, { n })
  }
}
