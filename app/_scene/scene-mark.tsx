'use client'

import { Clapperboard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { SceneDialog } from './scene-dialog.tsx'
import { useScene, useSecondsLeft } from './use-scene.ts'

/** Says in the top bar that a city is a demo, and what is being played in it; whoever may steer opens the scenes here. */
export function SceneMark() {
  const t = useTranslations('scene')
  const { city, permissions } = useSession()
  const { locale } = usePreferences()
  const stage = useScene()
  const secondsLeft = useSecondsLeft(stage?.run)
  const [isOpen, setOpen] = useState(false)
  if (city.seededUntil === null) return null
  const run = stage?.run
  const line = run && inLocale(locale, run.line, run.lineEn)
  const content = run ? (
    <>
      <Clapperboard aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="truncate">
        <span className="font-medium">
          {t('mark')} · {t(`name.${run.scene}`)} {t('times', { n: String(run.speed) })}
        </span>
        {line && <span className="max-xl:hidden"> · {line}</span>}
        {secondsLeft !== undefined && (
          <span className="tabular-nums max-lg:hidden">
            {' '}
            ·{' '}
            {secondsLeft > 90
              ? t('left', { n: String(Math.ceil(secondsLeft / 60)) })
              : t('leftSeconds', { n: String(secondsLeft) })}
          </span>
        )}
      </span>
    </>
  ) : (
    <span className="max-sm:sr-only">{t('demo')}</span>
  )
  const look = run
    ? 'flex h-8 min-w-0 items-center gap-1.5 rounded-md border border-machine px-2.5 text-machine'
    : 'flex h-7 items-center rounded border px-1.5 text-faint max-sm:hidden'
  if (!permissions.includes('scenes.steer'))
    return (
      <span className={look} title={t('demoHint')} role="status">
        {content}
      </span>
    )
  return (
    <>
      <button
        type="button"
        className={`${look} transition-colors hover:bg-hover`}
        title={`${t('demoHint')} · ${t('open')}`}
        onClick={() => setOpen(true)}
      >
        {content}
      </button>
      <SceneDialog stage={stage} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
