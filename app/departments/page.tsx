import type { Metadata } from 'next'
import { AppShell } from '../_ui/app-shell.tsx'
import { DepartmentsScreen } from './departments-screen.tsx'

export const metadata: Metadata = { title: '单位接入' }

export default function Page() {
  return (
    <AppShell page="departments" permission="departments.integration">
      <DepartmentsScreen />
    </AppShell>
  )
}
