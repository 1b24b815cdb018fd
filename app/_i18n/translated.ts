/** The same keys in another language: `const en: Translated<typeof zh>`. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }
