import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { StudioScreen } from './studio-screen.tsx'

export const generateMetadata = titled({ zh: '网格划分', en: 'Grid studio' })

export default function Page() {
  return (
    <AppShell page="studio" permission="grids.studio">
      <Suspense>
        <StudioScreen />
      </Suspense>
    </AppShell>
  )
}
