'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { faultOfFile, maxMegabytes } from '../_uploads/fault-of-file.ts'
import { shrinkPhoto } from './shrink-photo.ts'

type Step = { readonly done: number; readonly of: number }
type Saved = { readonly from: number; readonly to: number }

/**
 * Photos made smaller where somebody can see how far that is, and what it saved. Films stay as they are; what the server
 * would refuse is left out, and said.
 */
export function useShrinking(): {
  readonly shrink: (files: readonly File[]) => Promise<Blob[]>
  readonly isShrinking: boolean
  readonly note: ReactNode
  readonly refusal: ReactNode
} {
  const t = useTranslations('report')
  const uploads = useTranslations('uploads')
  const [fault, setFault] = useState<ReturnType<typeof faultOfFile>>(null)
  const [step, setStep] = useState<Step | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)

  async function shrink(files: readonly File[]): Promise<Blob[]> {
    const all: Blob[] = []
    setSaved(null)
    // One after the other: three large pictures opened at once are more than a cheap phone has memory for.
    for (const [index, file] of files.entries()) {
      if (isFilm(file)) {
        all.push(file)
        continue
      }
      const show = (share: number) => setStep({ done: index + share, of: files.length })
      show(0)
      all.push(await shrinkPhoto(file, show))
    }
    setStep(null)
    const faults = all.map(faultOfFile)
    setFault(faults.find((one) => one !== null) ?? null)
    const [from, to] = [sizeOf(files), sizeOf(all)]
    if (to < from) setSaved({ from, to })
    return all.filter((_, index) => faults[index] === null)
  }
  const words = step && t('shrinking', { index: Math.floor(step.done) + 1, of: step.of })
  const percent = step ? Math.round((100 * step.done) / step.of) : 0
  const note = step ? (
    <div className="flex flex-col gap-1" data-shrinking={step.of}>
      <span role="status">{words}</span>
      <div
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label={words ?? ''}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
      </div>
    </div>
  ) : saved ? (
    <p className="text-muted tabular-nums" data-shrunk>
      {t('shrunk', { from: megabytes(saved.from), to: megabytes(saved.to) })}
    </p>
  ) : null
  const refusal = fault && (
    <p role="alert" className="text-overdue" data-refused={fault}>
      {fault === 'type'
        ? uploads('wrongType')
        : uploads('tooLarge', { photo: maxMegabytes.photo, video: maxMegabytes.video })}
    </p>
  )
  return { shrink, isShrinking: step !== null, note, refusal }
}

function isFilm({ type }: Blob): boolean {
  return type.startsWith('video/')
}

function sizeOf(some: readonly Blob[]): number {
  return some.reduce((sum, one) => sum + (isFilm(one) ? 0 : one.size), 0)
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}
