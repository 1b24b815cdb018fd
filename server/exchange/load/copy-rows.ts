import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { chunksOf } from './chunks-of.ts'
import type { Insert } from './insert-rows.ts'

/** Sent at once; larger gains nothing. */
const SEND_CHARACTERS = 1 << 17
const PROGRESS_ROWS = 20_000

/** Writes rows into a table by COPY, in one transaction. @returns how many */
export async function copyRows<Row>(
  url: string,
  insert: Insert<Row>,
  rows: Iterable<Row>,
  onProgress: (rows: number) => void = () => {},
): Promise<number> {
  const copy = await CopyIn.open(url, insert)
  try {
    let written = 0
    for (const chunk of chunksOf(rows, PROGRESS_ROWS / 10)) {
      for (const row of chunk) copy.add(row)
      await copy.drain()
      written += chunk.length
      if (written % PROGRESS_ROWS === 0) onProgress(written)
    }
    return await copy.commit()
  } catch (error) {
    await copy.abandon()
    throw error
  }
}

/** One COPY into one table on a connection of its own: rows are added, now and then drained, at last committed. */
export class CopyIn<Row> {
  readonly #client: pg.Client
  readonly #stream: ReturnType<typeof copyFrom>
  readonly #values: readonly ((row: Row) => unknown)[]
  #failure: Error | undefined
  #text = ''

  private constructor(client: pg.Client, { table, columns }: Insert<Row>) {
    this.#client = client
    this.#values = columns.map(({ value }) => value)
    const names = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
    this.#stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
    this.#stream.on('error', (error) => {
      this.#failure ??= error
    })
  }

  static async open<Row>(url: string, insert: Insert<Row>): Promise<CopyIn<Row>> {
    const client = new pg.Client({ connectionString: url })
    // A connection that breaks shows in the next statement.
    client.on('error', () => {})
    await client.connect()
    await client.query('set statement_timeout = 0')
    // A load that is cut off is made anew: nothing is lost by not waiting for the disk.
    await client.query('set synchronous_commit = off')
    return new CopyIn(client, insert)
  }

  add(row: Row): void {
    const { length } = this.#values
    for (let i = 0; i < length; i++) {
      const value = this.#values[i]!(row)
      if (i > 0) this.#text += '\t'
      this.#text += value === null || value === undefined ? '\\N' : copyText(value)
    }
    this.#text += '\n'
  }

  /** Sends what was added, and waits while the database has enough to do. */
  async drain(): Promise<void> {
    if (this.#failure) throw this.#failure
    if (this.#text.length < SEND_CHARACTERS) return
    await this.#send()
    if (this.#failure) throw this.#failure
  }

  async commit(): Promise<number> {
    await this.#send()
    await new Promise<void>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#stream.once('error', reject)
      this.#stream.end(() => resolve())
    })
    await this.#client.end()
    return this.#stream.rowCount
  }

  /** Ends the connection: nothing of it stays. */
  async abandon(): Promise<void> {
    await this.#client.end().catch(() => {})
  }

  /** Resolves when the connection takes more; a failure is kept for whoever asks next. */
  #send(): Promise<void> {
    const bytes = Buffer.from(this.#text)
    this.#text = ''
    if (bytes.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#stream.write(bytes, () => resolve()))
  }
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value in COPY's text format; text without special characters, nearly all of it, stays as it is. */
export function copyText(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value)
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text
}
