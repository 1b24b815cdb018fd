'use client'

import { Camera, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef } from 'react'
import { shrinkPhoto } from './shrink-photo.ts'

export const maxPhotos = 3

/** The camera first: one large target; what was taken is shown and can be dropped. */
export function PhotoField({
  photos,
  onAdd,
  onRemove,
}: {
  photos: readonly Blob[]
  onAdd: (photos: Blob[]) => void
  onRemove: (index: number) => void
}) {
  const t = useTranslations('report')
  const input = useRef<HTMLInputElement>(null)
  const urls = useMemo(() => photos.map((photo) => URL.createObjectURL(photo)), [photos])
  useEffect(
    () => () => {
      for (const url of urls) URL.revokeObjectURL(url)
    },
    [urls],
  )

  async function add(files: FileList | null) {
    if (!files) return
    onAdd(await Promise.all([...files].slice(0, maxPhotos - photos.length).map(shrinkPhoto)))
  }
  return (
    <div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
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
          onClick={() => input.current?.click()}
          className="flex h-40 w-full flex-col items-center justify-center gap-2 rounded-xl border-2 border-accent border-dashed bg-accent-soft text-lg font-medium text-accent"
        >
          <Camera aria-hidden className="size-9" strokeWidth={1.5} />
          {t('takePhoto')}
        </button>
      ) : (
        <ul className="flex gap-2 overflow-x-auto">
          {urls.map((url, index) => (
            <li key={url} className="relative shrink-0">
              {/* biome-ignore lint/performance/noImgElement: a picture in memory, not on a server */}
              <img
                src={url}
                alt={t('photo', { index: index + 1 })}
                className="h-32 w-32 rounded-xl border object-cover"
              />
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
    </div>
  )
}
