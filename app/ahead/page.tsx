import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { AheadScreen } from './ahead-screen.tsx'

export const generateMetadata = titled({ zh: '未诉先办', en: 'Ahead of complaints' })

export default function Page() {
  return (
    <AppShell page="ahead" permission="ahead.read">
      <Suspense>
        <AheadScreen />
      </Suspense>
    </AppShell>
  )
}
