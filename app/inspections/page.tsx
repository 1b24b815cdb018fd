import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { InspectionsScreen } from './inspections-screen.tsx'

export const metadata: Metadata = { title: '双随机检查' }

export default function Page() {
  return (
    <AppShell page="inspections" permission="inspections.read">
      <Suspense>
        <InspectionsScreen />
      </Suspense>
    </AppShell>
  )
}
