import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { RulesScreen } from './rules-screen.tsx'

export const metadata: Metadata = { title: '规则通' }

export default function Page() {
  return (
    <AppShell page="rules" permission="rules.read">
      <Suspense>
        <RulesScreen />
      </Suspense>
    </AppShell>
  )
}
