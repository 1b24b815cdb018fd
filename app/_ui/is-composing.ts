/**
 * Whether a key belongs to an input method that is putting characters together: it chooses a word or gives it up, and is
 * no key of ours. Safari tells the key that ends a composition by its number alone.
 */
export function isComposing({
  isComposing,
  keyCode,
}: {
  readonly isComposing: boolean
  readonly keyCode: number
}): boolean {
  return isComposing || keyCode === 229
}
