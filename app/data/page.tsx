import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { DataScreen } from './data-screen.tsx'

export const generateMetadata = titled({ zh: '数据', en: 'Data' })

export default function Page() {
  return (
    <AppShell page="data" permission="data.export">
      <Suspense>
        <DataScreen />
      </Suspense>
    </AppShell>
  )
}
