import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { DataScreen } from './data-screen.tsx'

export const metadata: Metadata = { title: '数据' }

export default function Page() {
  return (
    <AppShell page="data" permission="data.export">
      <Suspense>
        <DataScreen />
      </Suspense>
    </AppShell>
  )
}
