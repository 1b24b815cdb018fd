import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { InboxScreen } from './inbox-screen.tsx'

export const generateMetadata = titled({ zh: '部门待办', en: 'Inbox' })

export default function Page() {
  return (
    <AppShell page="inbox" permission="inbox.read">
      <Suspense>
        <InboxScreen />
      </Suspense>
    </AppShell>
  )
}
