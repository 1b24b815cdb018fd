import { useTranslations } from 'next-intl'
import { classNames } from '../_ui/class-names.ts'

/** A photo as it is kept, opening in a page of its own; a film plays where it stands. */
export function AttachmentView({
  sha256,
  mime,
  label,
  className,
  folder = '/api/attachments',
}: {
  sha256: string
  mime: string
  label: string
  className: string
  /** Where it is read: with what right it may be seen. */
  folder?: string
}) {
  const t = useTranslations('uploads')
  const address = `${folder}/${sha256}`
  if (mime.startsWith('video/'))
    return (
      // biome-ignore lint/a11y/useMediaCaption: what a phone filmed on site has no captions
      <video
        src={address}
        controls
        playsInline
        preload="metadata"
        aria-label={`${label} ${t('film')}`}
        className={classNames('bg-raised', className)}
      />
    )
  return (
    <a href={address} target="_blank" rel="noreferrer" className="block">
      {/* biome-ignore lint/performance/noImgElement: evidence is shown as it is kept, not resized by Next */}
      <img src={address} alt={label} loading="lazy" className={classNames('object-cover', className)} />
    </a>
  )
}
