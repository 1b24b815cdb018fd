/**
 * The key that was meant: a letter is small or large by Shift alone. With Caps Lock on, a small letter's step must not
 * become the other one that the same key does with Shift.
 *
 * @example hotkeyOf({ key: 'R', shiftKey: false }) // 'r', Caps Lock is on
 */
export function hotkeyOf({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): string {
  if (!/^[a-z]$/i.test(key)) return key
  return shiftKey ? key.toUpperCase() : key.toLowerCase()
}
