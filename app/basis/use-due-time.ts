import { useFormatter } from 'next-intl'

/** A deadline in a line of text; a dash where a case has none. */
export function useDueTime(): (at: string | null) => string {
  const format = useFormatter()
  return (at) => (at === null ? '—' : format.dateTime(new Date(at), 'moment'))
}
