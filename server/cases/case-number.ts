/**
 * The number of a case: six characters of the city's code, the local day, a running number of at least five digits:
 * 19 digits, as the field uses.
 *
 * @param localDay `YYYY-MM-DD`
 * @example caseNumber('329901', '2026-11-23', 42) // '3299012026112300042'
 */
export function caseNumber(cityCode: string, localDay: string, serial: number): string {
  const city = cityCode.slice(0, 6).padEnd(6, '0')
  return `${city}${localDay.replaceAll('-', '')}${String(serial).padStart(5, '0')}`
}
