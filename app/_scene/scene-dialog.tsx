'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CloudRainWind, Lightbulb, type LucideIcon, ShieldCheck, Users, WifiOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Inputs, type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { type SceneRun, useSecondsLeft } from './use-scene.ts'

type Playable = Inputs['scenes']['start']['scene']
/** How long each takes at its own pace. */
const scenes: readonly { scene: Playable; icon: LucideIcon; minutes: number }[] = [
  { scene: 'storm', icon: CloudRainWind, minutes: 30 },
  { scene: 'festival', icon: Lightbulb, minutes: 60 },
  { scene: 'handover', icon: Users, minutes: 30 },
  { scene: 'vip', icon: ShieldCheck, minutes: 45 },
  { scene: 'network-cut', icon: WifiOff, minutes: 25 },
]
const speeds = [1, 5, 20, 60] as const

/** Chooses a scene and its speed; while one is played, shows how far it is and ends it. */
export function SceneDialog({
  stage,
  isOpen,
  onClose,
}: {
  stage: Outputs['scenes']['current'] | undefined
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('scene')
  const { locale } = usePreferences()
  const api = useApi()
  const queryClient = useQueryClient()
  const toast = useToast()
  const [scene, setScene] = useState<Playable>('storm')
  const [speed, setSpeed] = useState<number>(20)
  const onSettled = () => queryClient.invalidateQueries(api.scenes.current.queryFilter())
  const onError = (error: unknown) =>
    toast({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
  const start = useMutation({
    ...api.scenes.start.mutationOptions(),
    onSuccess: (run) => {
      toast({ kind: 'done', title: t('started', { name: t(`name.${run.scene}`) }) })
      onClose()
    },
    onError,
    onSettled,
  })
  const stop = useMutation({
    ...api.scenes.stop.mutationOptions(),
    onSuccess: () => toast({ kind: 'done', title: t('stopped') }),
    onError,
    onSettled,
  })
  const isOff = stage?.isAlive === false
  const run = stage?.run
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('title')}
      description={t('hint')}
      footer={
        run ? (
          <Button look="danger" size="medium" disabled={stop.isPending} onClick={() => stop.mutate()}>
            {t('stop')}
          </Button>
        ) : (
          <Button
            look="primary"
            size="medium"
            disabled={isOff || start.isPending}
            onClick={() => start.mutate({ scene, speed })}
          >
            {t('start')}
          </Button>
        )
      }
    >
      {run ? (
        <Progress run={run} />
      ) : (
        <div className="flex flex-col gap-3">
          {isOff && <p className="rounded-md bg-near-soft px-3 py-2 text-near">{t('off')}</p>}
          <div role="radiogroup" aria-label={t('title')} className="flex flex-col gap-1.5">
            {scenes.map(({ scene: name, icon: Icon, minutes }) => (
              <label
                key={name}
                className={classNames(
                  'flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  name === scene ? 'border-accent bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                <input
                  type="radio"
                  name="scene"
                  value={name}
                  checked={name === scene}
                  onChange={() => setScene(name)}
                  className="sr-only"
                />
                <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.5} />
                <span className="min-w-0 flex-1">
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="font-medium">{t(`name.${name}`)}</span>
                    <span className="text-faint tabular-nums">
                      {minutes / speed >= 1.5
                        ? t('takes', { n: String(Math.round(minutes / speed)) })
                        : t('takesSeconds', { n: String(Math.round((minutes * 60) / speed)) })}
                    </span>
                  </span>
                  <span className="text-muted">{t(`about.${name}`)}</span>
                </span>
              </label>
            ))}
          </div>
          <div className="flex items-center gap-2" role="radiogroup" aria-label={t('speed')}>
            <span className="mr-1 text-muted">{t('speed')}</span>
            {speeds.map((n) => (
              <Button
                key={n}
                role="radio"
                aria-checked={n === speed}
                look={n === speed ? 'primary' : 'plain'}
                onClick={() => setSpeed(n)}
              >
                {t('times', { n: String(n) })}
              </Button>
            ))}
          </div>
        </div>
      )}
    </Dialog>
  )
}

function Progress({ run }: { run: SceneRun }) {
  const t = useTranslations('scene')
  const { locale } = usePreferences()
  const secondsLeft = useSecondsLeft(run)
  const seconds = run.lengthSeconds === null ? undefined : run.lengthSeconds / run.speed
  const share = secondsLeft === undefined || !seconds ? 0 : 1 - secondsLeft / seconds
  return (
    <div className="flex flex-col gap-2 py-1">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-base font-medium">
          {t(`name.${run.scene}`)} · {t('times', { n: String(run.speed) })}
        </span>
        <span className="text-muted tabular-nums">
          {secondsLeft === undefined
            ? t('waiting')
            : secondsLeft > 90
              ? t('left', { n: String(Math.ceil(secondsLeft / 60)) })
              : t('leftSeconds', { n: String(secondsLeft) })}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={t(`name.${run.scene}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full bg-machine transition-[width] duration-1000 ease-linear"
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="min-h-5 text-muted">{inLocale(locale, run.line, run.lineEn)}</p>
    </div>
  )
}
