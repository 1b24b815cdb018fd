import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { HealthScreen } from './health-screen.tsx'

export const generateMetadata = titled({ zh: '城市体检', en: 'Health' })

export default function Page() {
  return (
    <AppShell page="health" permission="checkups.run">
      <Suspense>
        <HealthScreen />
      </Suspense>
    </AppShell>
  )
}
