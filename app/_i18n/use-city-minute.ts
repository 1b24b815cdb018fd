import { useTimeZone } from 'next-intl'
import { useMemo } from 'react'
import { cityMinute, msOfCityMinute } from './city-minute.ts'

/** Fields for date and time count as everything shown does: by the city's clocks, wherever the reader sits. */
export function useCityMinute() {
  const timeZone = useTimeZone() ?? 'UTC'
  return useMemo(
    () => ({
      /** What the field is given. */
      textOf: (ms: number) => cityMinute(timeZone, ms),
      /** NaN for no minute. */
      msOf: (text: string) => msOfCityMinute(timeZone, text),
      /** @throws RangeError for no minute */
      isoOf: (text: string) => new Date(msOfCityMinute(timeZone, text)).toISOString(),
    }),
    [timeZone],
  )
}
export type CityMinute = ReturnType<typeof useCityMinute>
