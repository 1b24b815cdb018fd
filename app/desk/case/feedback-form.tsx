'use client'

import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useTabState } from '../../_ui/use-tab-state.ts'
import { UploadBar } from '../../_uploads/upload-bar.tsx'
import type { UploadProgress } from '../../_uploads/upload-files.ts'
import { NoteField } from './note-field.tsx'
import { sendPhotos } from './send-photos.ts'

const MAX_PHOTOS = 6

/** What was done, with pictures of it. The pictures go first; the same ones sent again are kept once. */
export function FeedbackForm({
  caseId,
  label,
  isBusy,
  onSend,
  onCancel,
}: {
  caseId: number
  label: string
  isBusy: boolean
  /** @returns whether it was done */
  onSend: (note: string) => Promise<boolean>
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  const work = useTranslations('casework')
  const { locale } = usePreferences()
  const say = useToast()
  const [{ note }, keep, forget] = useTabState(
    `tongguan-note:${caseId}:feed_back`,
    () => ({ note: '' }),
    (kept) => kept.note !== '',
  )
  const [photos, setPhotos] = useState<readonly File[]>([])
  const [isMissing, setMissing] = useState(false)
  const [isSending, setSending] = useState(false)
  const [progress, setProgress] = useState<UploadProgress | null>(null)
  async function submit(event?: SyntheticEvent) {
    event?.preventDefault()
    if (note.trim() === '') {
      setMissing(true)
      return
    }
    setSending(true)
    const fault = photos.length > 0 ? await sendPhotos(caseId, photos, setProgress) : null
    setProgress(null)
    if (fault) say({ kind: 'failed', title: work('photosFailed'), detail: fault[locale] })
    else if (await onSend(note.trim())) forget()
    setSending(false)
  }
  function giveUp() {
    forget()
    onCancel()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2" data-form="feedback">
      <NoteField
        verb="feed_back"
        label={label}
        note={note}
        isMissing={isMissing}
        onNote={(changed) => keep({ note: changed })}
        onSubmit={(event) => void submit(event)}
        onCancel={onCancel}
      />
      <Field label={work('photos')} hint={work('photosKept', { n: photos.length })}>
        {(props) => (
          <input
            {...props}
            type="file"
            accept="image/jpeg,image/png,image/webp,video/mp4,video/quicktime"
            multiple
            onChange={(event) => setPhotos([...(event.target.files ?? [])].slice(0, MAX_PHOTOS))}
            className="file:mr-3 file:h-9 file:rounded-md file:border file:border-line file:bg-panel file:px-3 file:text-ink"
          />
        )}
      </Field>
      {progress && <UploadBar progress={progress} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy || isSending} hotkey="Ctrl ⏎">
          {t('confirm')}
        </Button>
        <Button look="quiet" onClick={giveUp}>
          {t('abandon')}
        </Button>
      </div>
    </form>
  )
}
