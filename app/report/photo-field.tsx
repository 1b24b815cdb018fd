'use client'

import { Camera, Video, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useShrinking } from './use-shrinking.tsx'

export const maxPhotos = 3

/** The camera first: one large target, a film beside it; what was taken is shown and can be dropped. */
export function PhotoField({
  photos,
  onAdd,
  onRemove,
  hasFilms = true,
  taking,
}: {
  photos: readonly Blob[]
  onAdd: (photos: Blob[]) => void
  onRemove: (index: number) => void
  /** Where only pictures are taken, no film is offered. */
  hasFilms?: boolean
  /** How far photos are that were taken elsewhere on the page. */
  taking?: ReactNode
}) {
  const t = useTranslations('report')
  const uploads = useTranslations('uploads')
  const input = useRef<HTMLInputElement>(null)
  const filmInput = useRef<HTMLInputElement>(null)
  const { shrink, isShrinking, note, refusal } = useShrinking()
  const shown = useMemo(
    () =>
      photos.map((photo) => ({ url: URL.createObjectURL(photo), isFilm: photo.type.startsWith('video/') })),
    [photos],
  )
  useEffect(
    () => () => {
      for (const { url } of shown) URL.revokeObjectURL(url)
    },
    [shown],
  )

  const [leftOut, setLeftOut] = useState(0)
  async function add(files: FileList | null) {
    if (!files) return
    const chosen = [...files].slice(0, maxPhotos - photos.length)
    setLeftOut(files.length - chosen.length)
    const ready = await shrink(chosen)
    if (ready.length > 0) onAdd(ready)
  }
  const filmButton = (
    <button
      type="button"
      onClick={() => filmInput.current?.click()}
      data-action="film"
      className="inline-flex min-h-11 items-center gap-2 self-start rounded-md px-2 font-medium text-accent"
    >
      <Video aria-hidden className="size-5" strokeWidth={1.75} />
      {t('takeFilm')}
    </button>
  )
  return (
    <div className="flex flex-col gap-1">
      <input
        ref={filmInput}
        type="file"
        accept="video/mp4,video/quicktime,video/*"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        data-field="film"
        onChange={(event) => {
          void add(event.target.files)
          event.target.value = ''
        }}
      />
      <input
        ref={input}
        type="file"
        // Without `capture`: the phone then offers the camera and what was taken before.
        accept="image/*"
        multiple
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        data-field="photo"
        onChange={(event) => {
          void add(event.target.files)
          event.target.value = ''
        }}
      />
      {photos.length === 0 ? (
        <button
          type="button"
          disabled={isShrinking}
          onClick={() => input.current?.click()}
          className="flex h-40 w-full flex-col items-center justify-center gap-2 rounded-xl border-2 border-accent border-dashed bg-accent-soft text-lg font-medium text-accent"
        >
          <Camera aria-hidden className="size-9" strokeWidth={1.5} />
          {t('takePhoto')}
        </button>
      ) : (
        <ul className="flex gap-2 overflow-x-auto">
          {shown.map(({ url, isFilm }, index) => (
            <li key={url} className="relative shrink-0">
              {isFilm ? (
                <video
                  src={url}
                  muted
                  playsInline
                  preload="metadata"
                  aria-label={`${t('photo', { index: index + 1 })} ${uploads('film')}`}
                  className="h-32 w-32 rounded-xl border bg-raised object-cover"
                />
              ) : (
                // biome-ignore lint/performance/noImgElement: a picture in memory, not on a server
                <img
                  src={url}
                  alt={t('photo', { index: index + 1 })}
                  className="h-32 w-32 rounded-xl border object-cover"
                />
              )}
              {isFilm && (
                <Video
                  aria-hidden
                  className="pointer-events-none absolute bottom-1.5 left-1.5 size-5 text-muted"
                  strokeWidth={1.75}
                />
              )}
              <button
                type="button"
                aria-label={t('removePhoto', { index: index + 1 })}
                onClick={() => onRemove(index)}
                className="absolute top-0 right-0 grid size-11 place-items-center"
              >
                <span className="grid size-7 place-items-center rounded-full bg-[#0b1220cc] text-[#ffffff]">
                  <X aria-hidden className="size-4" />
                </span>
              </button>
            </li>
          ))}
          {photos.length < maxPhotos && (
            <li className="shrink-0">
              <button
                type="button"
                disabled={isShrinking}
                onClick={() => input.current?.click()}
                className="grid h-32 w-24 place-items-center rounded-xl border-2 border-line-strong border-dashed text-muted"
              >
                <span className="flex flex-col items-center gap-1">
                  <Camera aria-hidden className="size-6" strokeWidth={1.5} />
                  {t('morePhotos')}
                </span>
              </button>
            </li>
          )}
        </ul>
      )}
      {taking}
      {(isShrinking || photos.length > 0) && note}
      {hasFilms && photos.length < maxPhotos && filmButton}
      {refusal}
      {leftOut > 0 && (
        <p role="alert" className="text-near" data-left-out={leftOut}>
          {t('leftOut', { most: maxPhotos, n: leftOut })}
        </p>
      )}
    </div>
  )
}
