import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { MonitorScreen } from './monitor-screen.tsx'

export const generateMetadata = titled({ zh: '分拨监控', en: 'Dispatch monitor' })

export default function Page() {
  return (
    <AppShell page="monitor" permission="monitor.read">
      <Suspense>
        <MonitorScreen />
      </Suspense>
    </AppShell>
  )
}
