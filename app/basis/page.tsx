import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { BasisScreen } from './basis-screen.tsx'

export const generateMetadata = titled({ zh: '统管依据', en: 'Basis of authority' })

export default function Page() {
  return (
    <AppShell page="basis" permission="basis.read">
      <Suspense>
        <BasisScreen />
      </Suspense>
    </AppShell>
  )
}
