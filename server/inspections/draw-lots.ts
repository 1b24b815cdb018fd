import { createHash } from 'node:crypto'

export type ListedObject = {
  readonly objectId: number
  readonly code: string
  readonly name: string
  readonly owner: string
}
export type ListedInspector = {
  readonly inspectorId: number
  readonly code: string
  readonly name: string
  readonly department: string
}
/** All that a draw is made from, as it was when it was made. */
export type DrawInput = {
  readonly objects: readonly ListedObject[]
  /** On the list, and visited too lately to be drawn again. */
  readonly notDue: readonly { readonly code: string; readonly name: string; readonly dueOn: string }[]
  readonly inspectors: readonly ListedInspector[]
  readonly ties: readonly { readonly inspectorCode: string; readonly owner: string; readonly kind: string }[]
}
export type DrawResult = {
  readonly objects: readonly {
    readonly code: string
    readonly sha256: string
    readonly inspectors: readonly { readonly code: string; readonly sha256: string }[]
    /** Kept away from it by a tie to its owner. */
    readonly avoided: readonly { readonly code: string; readonly kind: string }[]
  }[]
}
/** An object for which too few inspectors are without a tie. */
export class TooFewInspectors extends Error {
  readonly object: ListedObject
  readonly free: number

  constructor(object: ListedObject, free: number) {
    super(`${object.code}: ${free} inspectors are free of ties`)
    this.object = object
    this.free = free
  }
}

export const INSPECTORS_EACH = 2

/** How many of a list are drawn: the ratio of all of it, one at least, and never more than are due. */
export function countToDraw({ objects, notDue }: DrawInput, ratioPercent: number): number {
  const share = Math.ceil(((objects.length + notDue.length) * ratioPercent) / 100 - 1e-9)
  return Math.min(objects.length, Math.max(1, share))
}

/**
 * Draws objects, and at least two inspectors for each. Everybody can do it again: an object's lot is the SHA-256 of
 * `seed|object`, an inspector's for it that of `seed|object|inspector`; the smallest are drawn, inspectors in turn
 * from those who have fewest so far and no tie to the owner. The order of the lists does not matter.
 *
 * @throws TooFewInspectors
 */
export function drawLots(seed: string, input: DrawInput, ratioPercent: number): DrawResult {
  const drawn = input.objects
    .map((object) => ({ object, sha256: lotOf(seed, object.code) }))
    .sort(bySha256)
    .slice(0, countToDraw(input, ratioPercent))
  const load = new Map<string, number>()
  const objects = drawn.map(({ object, sha256 }) => {
    const avoided = input.ties
      .filter(({ owner, inspectorCode }) => owner === object.owner && isListed(input, inspectorCode))
      .map(({ inspectorCode, kind }) => ({ code: inspectorCode, kind }))
    const free = input.inspectors.filter(({ code }) => !avoided.some((one) => one.code === code))
    if (free.length < INSPECTORS_EACH) throw new TooFewInspectors(object, free.length)
    const inspectors = free
      .map(({ code }) => ({ code, sha256: lotOf(seed, object.code, code) }))
      .sort((a, b) => (load.get(a.code) ?? 0) - (load.get(b.code) ?? 0) || bySha256(a, b))
      .slice(0, INSPECTORS_EACH)
    for (const { code } of inspectors) load.set(code, (load.get(code) ?? 0) + 1)
    return { code: object.code, sha256, inspectors, avoided }
  })
  return { objects }
}

function isListed(input: DrawInput, code: string): boolean {
  return input.inspectors.some((inspector) => inspector.code === code)
}

function lotOf(...words: readonly string[]): string {
  return createHash('sha256').update(words.join('|')).digest('hex')
}

function bySha256(a: { readonly sha256: string }, b: { readonly sha256: string }): number {
  return a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0
}

/**
 * The lists as text, a line each: O an object, N one that is not due, I an inspector, X an inspector who avoids an
 * owner. Numbers stand for inspectors, so that it can be published; its SHA-256 goes with the draw.
 */
export function listText(input: DrawInput): string {
  const lines = [
    ...input.objects.map(({ code, name, owner }) => `O\t${code}\t${name}\t${owner}`),
    ...input.notDue.map(({ code, name, dueOn }) => `N\t${code}\t${name}\t${dueOn}`),
    ...input.inspectors.map(({ code }) => `I\t${code}`),
    ...input.ties
      .filter(({ inspectorCode }) => isListed(input, inspectorCode))
      .map(({ inspectorCode, owner }) => `X\t${inspectorCode}\t${owner}`),
  ]
  return `${lines.sort().join('\n')}\n`
}

export function listSha256(input: DrawInput): string {
  return createHash('sha256').update(listText(input)).digest('hex')
}
