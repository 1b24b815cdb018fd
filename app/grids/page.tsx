import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { GridsScreen } from './grids-screen.tsx'

export const metadata: Metadata = { title: '网格' }

export default function Page() {
  return (
    <AppShell page="grids" permission="grids.read">
      <Suspense>
        <GridsScreen />
      </Suspense>
    </AppShell>
  )
}
