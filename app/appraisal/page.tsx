import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { AppraisalScreen } from './appraisal-screen.tsx'

export const metadata: Metadata = { title: '考评中心' }

export default function Page() {
  return (
    <AppShell page="appraisal" permission="appraisal.read">
      <Suspense>
        <AppraisalScreen />
      </Suspense>
    </AppShell>
  )
}
