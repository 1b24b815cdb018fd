import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { AheadScreen } from './ahead-screen.tsx'

export const metadata: Metadata = { title: '未诉先办' }

export default function Page() {
  return (
    <AppShell page="ahead" permission="ahead.read">
      <Suspense>
        <AheadScreen />
      </Suspense>
    </AppShell>
  )
}
