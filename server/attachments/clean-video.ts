import { type FileHandle, open } from 'node:fs/promises'

/** What is looked into; everything else is a leaf. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia'])
/** Where cameras write who, where and with what: texts, positions, thumbnails. */
const METADATA = new Set(['udta', 'meta', 'uuid', 'ID32'])
/** Their first fields are when the film was made and changed. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd'])
const ZEROS = Buffer.alloc(64 * 1024)

type Box = { readonly type: string; readonly at: number; readonly body: number; readonly end: number }

/**
 * Blanks what a film (ISO base media format, in place) tells of its taker: position, device, time, thumbnails, and tracks
 * of data beside picture and sound are unlinked. Sizes stay, so that every offset in the file still fits.
 *
 * @throws RangeError for one that is cut off, or has no list of its content
 */
export async function cleanVideo(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const boxes = await cleanBoxes(file, 0, size)
    if (!boxes.some(({ type }) => type === 'moov'))
      throw new RangeError('a film without a list of its content')
    await file.sync()
  } finally {
    await file.close()
  }
}

async function cleanBoxes(file: FileHandle, from: number, to: number): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    const box = await readBox(file, at, to)
    boxes.push(box)
    at = box.end
    if (METADATA.has(box.type)) await blank(file, box)
    else if (DATED.has(box.type)) await blankDates(file, box)
    else if (CONTAINERS.has(box.type)) {
      await cleanBoxes(file, box.body, box.end)
      if (box.type === 'trak' && (await isDataTrack(file, box))) await blank(file, box)
    }
  }
  return boxes
}

async function readBox(file: FileHandle, at: number, to: number): Promise<Box> {
  const head = Buffer.alloc(16)
  await file.read(head, 0, 16, at)
  const short = head.readUInt32BE(0)
  const type = head.toString('latin1', 4, 8)
  const headBytes = short === 1 ? 16 : 8
  // 0: to the end of the file.
  const bytes = short === 0 ? to - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short
  if (bytes < headBytes || at + bytes > to) throw new RangeError('a film that is cut off')
  return { type, at, body: at + headBytes, end: at + bytes }
}

/** Whether a track is of kind `meta`: positions and sensors by the second, as action cameras write them. */
async function isDataTrack(file: FileHandle, track: Box): Promise<boolean> {
  for (const media of await listBoxes(file, track)) {
    if (media.type !== 'mdia') continue
    for (const { type, body } of await listBoxes(file, media)) {
      if (type !== 'hdlr') continue
      const kind = Buffer.alloc(4)
      await file.read(kind, 0, 4, body + 8)
      return kind.toString('latin1') === 'meta'
    }
  }
  return false
}

async function listBoxes(file: FileHandle, within: Box): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = within.body; at + 8 <= within.end; ) {
    const box = await readBox(file, at, within.end)
    boxes.push(box)
    at = box.end
  }
  return boxes
}

async function blank(file: FileHandle, { at, body, end }: Box): Promise<void> {
  await file.write(Buffer.from('free'), 0, 4, at + 4)
  for (let from = body; from < end; from += ZEROS.length)
    await file.write(ZEROS, 0, Math.min(ZEROS.length, end - from), from)
}

async function blankDates(file: FileHandle, { body, end }: Box): Promise<void> {
  const version = Buffer.alloc(1)
  await file.read(version, 0, 1, body)
  const bytes = version[0] === 1 ? 16 : 8
  if (body + 4 + bytes <= end) await file.write(ZEROS, 0, bytes, body + 4)
}
