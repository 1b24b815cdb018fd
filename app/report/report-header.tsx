'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { ProductMark } from '../_ui/product-mark.tsx'
import { SunButton } from '../_ui/sun-button.tsx'

export function ReportHeader() {
  const t = useTranslations('shell')
  const { locale, change } = usePreferences()
  return (
    <header className="flex h-14 items-center gap-2 border-b bg-panel px-4">
      <Link href="/report" className="flex min-h-11 items-center gap-2 font-semibold">
        <ProductMark />
        {t('product')}
      </Link>
      <span className="flex-1" />
      <SunButton />
      <Button look="quiet" size="touch" onClick={() => change({ locale: locale === 'zh' ? 'en' : 'zh' })}>
        {locale === 'zh' ? 'English' : '中文'}
      </Button>
    </header>
  )
}
