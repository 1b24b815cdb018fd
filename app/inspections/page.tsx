import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { InspectionsScreen } from './inspections-screen.tsx'

export const generateMetadata = titled({ zh: '双随机检查', en: 'Random inspections' })

export default function Page() {
  return (
    <AppShell page="inspections" permission="inspections.read">
      <Suspense>
        <InspectionsScreen />
      </Suspense>
    </AppShell>
  )
}
