import type { ImageMime, VideoMime } from './sniff-media.ts'

export type StoredAttachment = {
  readonly sha256: string
  readonly mime: ImageMime | VideoMime
  readonly bytes: number
}
export type AttachmentRefusal = {
  readonly code:
    | 'PHOTO_EMPTY'
    | 'PHOTO_TOO_LARGE'
    | 'PHOTO_TYPE'
    | 'PHOTO_BROKEN'
    | 'PHOTO_INFECTED'
    | 'PHOTO_UNSCANNED'
  readonly message: string
  readonly expected: string
}
