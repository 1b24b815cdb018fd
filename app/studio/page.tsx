import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { StudioScreen } from './studio-screen.tsx'

export const metadata: Metadata = { title: '网格划分' }

export default function Page() {
  return (
    <AppShell page="studio" permission="grids.studio">
      <Suspense>
        <StudioScreen />
      </Suspense>
    </AppShell>
  )
}
