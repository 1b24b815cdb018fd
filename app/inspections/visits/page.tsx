import type { Metadata } from 'next'
import { AppShell } from '../../_ui/app-shell.tsx'
import { MyVisits } from './my-visits.tsx'

export const metadata: Metadata = { title: '我的检查' }

export default function Page() {
  return (
    <AppShell page="inspections" permission="inspections.read">
      <MyVisits />
    </AppShell>
  )
}
