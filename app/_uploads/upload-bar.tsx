import { useTranslations } from 'next-intl'
import { classNames } from '../_ui/class-names.ts'
import type { UploadProgress } from './upload-files.ts'

/** How far photos and films have come, as a bar and in words. */
export function UploadBar({ progress }: { progress: UploadProgress }) {
  const t = useTranslations('uploads')
  const { sentBytes, totalBytes, isWaiting = false } = progress
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * sentBytes) / totalBytes)
  return (
    <div className="flex flex-col gap-1" data-upload={percent}>
      <div
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label={t('progress', { percent, sent: sizeText(sentBytes), total: sizeText(totalBytes) })}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className={classNames('h-full rounded-full', isWaiting ? 'bg-near' : 'bg-accent')}
          style={{ width: `${percent}%` }}
        />
      </div>
      <p className="text-sm text-muted tabular-nums" role="status">
        {isWaiting
          ? t('waiting', { percent })
          : t('progress', { percent, sent: sizeText(sentBytes), total: sizeText(totalBytes) })}
      </p>
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
