import { useFormatter } from 'next-intl'

/** Writes an instant as day and minute: 11/9 16:30. */
export function useMoment(): (at: string) => string {
  const format = useFormatter()
  return (at) => format.dateTime(new Date(at), 'moment')
}
