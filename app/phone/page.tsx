import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { PhoneScreen } from './phone-screen.tsx'

export const generateMetadata = titled({ zh: '外勤', en: 'Field' }, { manifest: '/phone.webmanifest' })

export default function Page() {
  return (
    <AppShell page="phone" permission="tasks.read">
      <Suspense>
        <PhoneScreen />
      </Suspense>
    </AppShell>
  )
}
