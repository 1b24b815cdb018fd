'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Permission } from '../../server/identity/permissions.ts'
import { LiveBanner } from './live-banner.tsx'
import type { PageName } from './nav-pages.ts'
import { SessionGate } from './session-gate.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every page for staff: top bar, a line in words when the picture is not live, and the page in the rest. */
export function AppShell({
  page,
  permission,
  children,
}: {
  page: PageName
  permission: Permission
  children: ReactNode
}) {
  const t = useTranslations('shell')
  return (
    <SessionGate permission={permission}>
      <div className="relative flex h-dvh flex-col overflow-clip print:block print:h-auto print:overflow-visible">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:z-60 focus:bg-panel focus:px-3 focus:py-2"
        >
          {t('skip')}
        </a>
        <TopBar page={page} />
        <LiveBanner />
        <main id="content" className="relative min-h-0 flex-1">
          {children}
        </main>
      </div>
    </SessionGate>
  )
}
