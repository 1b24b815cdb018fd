import type { Metadata } from 'next'
import { AppShell } from '../_ui/app-shell.tsx'
import { HandoverScreen } from './handover-screen.tsx'

export const metadata: Metadata = { title: '交接班' }

export default function Page() {
  return (
    <AppShell page="handover" permission="shift.read">
      <HandoverScreen />
    </AppShell>
  )
}
