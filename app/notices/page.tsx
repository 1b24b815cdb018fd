import type { Metadata } from 'next'
import { AppShell } from '../_ui/app-shell.tsx'
import { NoticesScreen } from './notices-screen.tsx'

export const metadata: Metadata = { title: '通知去向' }

export default function Page() {
  return (
    <AppShell page="notices" permission="notices.steer">
      <NoticesScreen />
    </AppShell>
  )
}
