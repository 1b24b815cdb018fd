import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { BasisScreen } from './basis-screen.tsx'

export const metadata: Metadata = { title: '统管依据' }

export default function Page() {
  return (
    <AppShell page="basis" permission="basis.read">
      <Suspense>
        <BasisScreen />
      </Suspense>
    </AppShell>
  )
}
