/**
 * Meters as people read them: whole below ten kilometers, then with two decimals.
 *
 * @example lengthText(1234.5) // '1,235 m'
 */
export function lengthText(meters: number): string {
  return meters < 10_000 ? `${Math.round(meters).toLocaleString('en')} m` : `${(meters / 1000).toFixed(2)} km`
}

/** @example areaText(1_234_567) // '1.235 km²' */
export function areaText(squareMeters: number): string {
  return squareMeters < 100_000
    ? `${Math.round(squareMeters).toLocaleString('en')} m²`
    : `${(squareMeters / 1e6).toFixed(3)} km²`
}
