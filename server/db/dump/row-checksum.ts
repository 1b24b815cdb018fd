import { createHash } from 'node:crypto'

/** A row as texts in the order of its columns. */
export type TextRow = readonly (string | null)[]

const MODULUS = 2n ** 128n

/** Number of rows and a sum over them that any difference changes, but not their order. */
export class RowChecksum {
  #rows = 0
  #sum = 0n

  add(row: TextRow): void {
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex')
    this.#sum = (this.#sum + BigInt(`0x${digest.slice(0, 32)}`)) % MODULUS
    this.#rows += 1
  }

  get rows(): number {
    return this.#rows
  }

  /** 32 hex digits. */
  get checksum(): string {
    return this.#sum.toString(16).padStart(32, '0')
  }
}
