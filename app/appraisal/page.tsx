import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { AppraisalScreen } from './appraisal-screen.tsx'

export const generateMetadata = titled({ zh: '考评中心', en: 'Appraisal' })

export default function Page() {
  return (
    <AppShell page="appraisal" permission="appraisal.read">
      <Suspense>
        <AppraisalScreen />
      </Suspense>
    </AppShell>
  )
}
