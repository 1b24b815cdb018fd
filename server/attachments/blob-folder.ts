import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, constants, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BlobContent, Blobs } from './blobs.ts'

/** Blobs as files of a folder. */
export function blobFolder(folder: string): Blobs {
  const pathOf = (name: string) => join(folder, name)
  const sizeOf = (name: string) =>
    stat(pathOf(name)).then(
      (found) => (found.isFile() ? found.size : undefined),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      },
    )
  return {
    size: sizeOf,
    write: (name, content) =>
      placeDurably(pathOf(name), async (temporary) => {
        await writeTo(temporary, content)
      }),
    async open(name, range) {
      if ((await sizeOf(name)) === undefined) return undefined
      return createReadStream(pathOf(name), range)
    },
    copy: (from, to) => placeDurably(pathOf(to), (temporary) => link(pathOf(from), temporary)),
    remove: (name) => rm(pathOf(name), { force: true }),
    removeAll: (prefix) => rm(pathOf(prefix), { recursive: true, force: true }),
    async problem() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await access(folder, constants.W_OK)
        return undefined
      } catch (error) {
        return (error as Error).message
      }
    },
  }
}

async function writeTo(path: string, content: BlobContent): Promise<void> {
  if (!(content instanceof Uint8Array)) {
    await pipeline(
      createReadStream(content.path),
      createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
    )
    return
  }
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Whole or not at all: made beside, flushed, then renamed. */
async function placeDurably(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomUUID()}.part`
  try {
    await make(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
