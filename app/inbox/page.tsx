import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { InboxScreen } from './inbox-screen.tsx'

export const metadata: Metadata = { title: '部门待办' }

export default function Page() {
  return (
    <AppShell page="inbox" permission="inbox.read">
      <Suspense>
        <InboxScreen />
      </Suspense>
    </AppShell>
  )
}
