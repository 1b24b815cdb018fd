const BLOCK = 512

export type TarEntry = { readonly name: string; readonly data: Buffer }

/** An entry as it stands in a POSIX tar file: header, bytes, padding. Names are at most 100 ASCII characters. */
export function packEntry({ name, data }: TarEntry): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new RangeError(`${name} does not fit into a tar header`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 'ascii')
  header.write('0000600\0', 100, 'ascii')
  header.write('0000000\0', 108, 'ascii')
  header.write('0000000\0', 116, 'ascii')
  header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124, 'ascii')
  header.write('00000000000\0', 136, 'ascii')
  header.write('        ', 148, 'ascii')
  header.write('0', 156, 'ascii')
  header.write('ustar\x0000', 257, 'ascii')
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return Buffer.concat([header, data, Buffer.alloc(paddingOf(data.length))])
}

/** What ends a tar file. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** Entries of a tar stream, one after the other; fails on one that is cut off or damaged. */
export async function* unpackEntries(stream: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(stream)
  for (;;) {
    const header = await reader.take(BLOCK)
    if (header.every((byte) => byte === 0)) return
    const stated = Number.parseInt(header.toString('ascii', 148, 154), 8)
    header.fill(' ', 148, 156)
    if (checksumOf(header) !== stated) throw new Error('The file is damaged')
    const name = header.toString('ascii', 0, header.indexOf(0))
    const size = Number.parseInt(header.toString('ascii', 124, 135), 8)
    const data = await reader.take(size)
    await reader.take(paddingOf(size))
    yield { name, data }
  }
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0)
}

class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  async take(size: number): Promise<Buffer> {
    const parts = [this.#rest]
    let length = this.#rest.length
    while (length < size) {
      const { value, done } = await this.#chunks.next()
      if (done) throw new Error('The file is cut off')
      parts.push(value)
      length += value.length
    }
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    this.#rest = all.subarray(size)
    return Buffer.from(all.subarray(0, size))
  }
}
