'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useLiveStatus } from '../_live/live-provider.tsx'
import { NoticeBell } from '../_notices/notice-bell.tsx'
import { SceneMark } from '../_scene/scene-mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { classNames } from './class-names.ts'
import { MorePages } from './more-pages.tsx'
import { navPages, type PageName } from './nav-pages.ts'
import { usePreferences } from './preferences.tsx'
import { ProductMark } from './product-mark.tsx'
import { useSession } from './session-gate.tsx'
import { SunButton } from './sun-button.tsx'

/** So many stand in the bar of a phone, 44 px each whatever the size of text; the others are in the menu there. */
const fitOnPhone = 3

/** Product, city, the pages of this post, the state of the feed, account; for those outside the button for the sun. */
export function TopBar({ page }: { page: PageName }) {
  const t = useTranslations('shell')
  const { locale } = usePreferences()
  const { city, permissions } = useSession()
  const { state } = useLiveStatus()
  const pages = navPages.filter(({ permission }) => permissions.includes(permission))
  const barPages = pages.filter(({ isInBar }) => isInBar)
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-panel px-3 max-sm:gap-0 max-sm:px-2 print:hidden">
      <Link
        href="/"
        className="flex shrink-0 items-center gap-2 rounded px-1 py-1 text-base font-semibold max-sm:size-[44px] max-sm:justify-center"
      >
        <ProductMark />
        <span className="whitespace-nowrap max-sm:sr-only">{t('product')}</span>
      </Link>
      <span className="truncate pr-3 pl-1 text-muted max-xl:hidden">
        {inLocale(locale, city.name, city.nameEn)}
      </span>
      <nav aria-label={t('navigation')} className="flex min-w-0 items-center gap-0.5">
        {barPages.map(({ name, href, icon: Icon }, index) => (
          <Link
            key={name}
            href={href}
            aria-current={name === page ? 'page' : undefined}
            title={t(name)}
            className={classNames(
              'flex h-9 items-center gap-1.5 rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink max-sm:size-[44px] max-sm:justify-center max-sm:px-0',
              index >= fitOnPhone && 'max-sm:hidden',
              name === page &&
                'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
            )}
          >
            <Icon aria-hidden className="size-4 max-sm:size-5" strokeWidth={1.75} />
            <span className="whitespace-nowrap max-lg:sr-only">{t(name)}</span>
          </Link>
        ))}
        <MorePages
          pages={pages.filter(({ isInBar }) => !isInBar)}
          onPhone={barPages.slice(fitOnPhone)}
          page={page}
        />
      </nav>
      <div className="min-w-0 flex-1" />
      <SceneMark />
      <span
        data-live={state}
        className="flex items-center gap-1.5 px-2 whitespace-nowrap text-muted max-sm:hidden"
        role="status"
      >
        <span
          aria-hidden
          className={classNames(
            'size-2 rounded-full border',
            state === 'live' ? 'border-muted bg-muted' : 'border-near',
          )}
        />
        {state === 'live' ? t('live') : t('connecting')}
      </span>
      {page === 'phone' && <SunButton />}
      {permissions.includes('notices.read') && <NoticeBell />}
      <AccountMenu />
    </header>
  )
}
