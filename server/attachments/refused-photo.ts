import { CodedError, type ErrorKind } from '../errors.ts'
import type { AttachmentRefusal } from './stored-attachment.ts'

const kinds: Partial<Record<AttachmentRefusal['code'], ErrorKind>> = {
  PHOTO_TOO_LARGE: 'too_large',
  // Who sends it again later loses nothing.
  PHOTO_UNSCANNED: 'unavailable',
}

/** Of a photo or a film alike. */
const WORDS: Readonly<Record<AttachmentRefusal['code'], string>> = {
  PHOTO_EMPTY: '文件是空的',
  PHOTO_TOO_LARGE: '照片或短片过大',
  PHOTO_TYPE: '不是可以查看的照片或短片',
  PHOTO_BROKEN: '照片或短片已损坏，请重新拍摄',
  PHOTO_INFECTED: '文件含有病毒，未接收',
  PHOTO_UNSCANNED: '暂时无法查毒，请稍后再发',
}

/** The error for the photo at an index of those sent. */
export function refusedPhoto({ code, message, expected }: AttachmentRefusal, index: number): CodedError {
  return new CodedError(kinds[code] ?? 'bad_input', code, WORDS[code], message, {
    field: `photos.${index}`,
    expected,
  })
}
