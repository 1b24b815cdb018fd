import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { MonitorScreen } from './monitor-screen.tsx'

export const metadata: Metadata = { title: '分拨监控' }

export default function Page() {
  return (
    <AppShell page="monitor" permission="monitor.read">
      <Suspense>
        <MonitorScreen />
      </Suspense>
    </AppShell>
  )
}
