import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { AskScreen } from './ask-screen.tsx'

export const metadata: Metadata = { title: '智能问答' }

export default function Page() {
  return (
    <AppShell page="ask" permission="answers.ask">
      <Suspense>
        <AskScreen />
      </Suspense>
    </AppShell>
  )
}
