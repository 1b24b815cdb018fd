import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { PhoneScreen } from './phone-screen.tsx'

export const metadata: Metadata = { title: '外勤', manifest: '/phone.webmanifest' }

export default function Page() {
  return (
    <AppShell page="phone" permission="tasks.read">
      <Suspense>
        <PhoneScreen />
      </Suspense>
    </AppShell>
  )
}
