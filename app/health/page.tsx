import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { HealthScreen } from './health-screen.tsx'

export const metadata: Metadata = { title: '城市体检' }

export default function Page() {
  return (
    <AppShell page="health" permission="checkups.run">
      <Suspense>
        <HealthScreen />
      </Suspense>
    </AppShell>
  )
}
