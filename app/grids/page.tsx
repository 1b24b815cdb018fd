import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { GridsScreen } from './grids-screen.tsx'

export const generateMetadata = titled({ zh: '网格', en: 'Grids' })

export default function Page() {
  return (
    <AppShell page="grids" permission="grids.read">
      <Suspense>
        <GridsScreen />
      </Suspense>
    </AppShell>
  )
}
