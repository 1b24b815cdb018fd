'use client'

import { Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from './class-names.ts'
import { usePreferences } from './preferences.tsx'

/** 阳光模式: the most contrast, thick borders and larger text, for a screen in the sun. The device remembers it. */
export function SunButton() {
  const t = useTranslations('shell')
  const { contrast, change } = usePreferences()
  const isOn = contrast === 'sun'
  return (
    <button
      type="button"
      data-action="sun"
      aria-pressed={isOn}
      aria-label={t('sun')}
      title={t('sun')}
      onClick={() => change({ contrast: isOn ? 'regular' : 'sun' })}
      className={classNames(
        'grid size-[44px] shrink-0 place-items-center rounded-md hover:bg-hover',
        isOn ? 'bg-accent text-accent-ink hover:bg-accent' : 'text-muted hover:text-ink',
      )}
    >
      <Sun aria-hidden className="size-5" strokeWidth={isOn ? 2.25 : 1.75} />
    </button>
  )
}
