import { notFound } from 'next/navigation'
import { titled } from '../../../_i18n/titled.ts'
import { AppShell } from '../../../_ui/app-shell.tsx'
import { VisitPage } from './visit-page.tsx'

export const generateMetadata = titled({ zh: '检查单', en: 'Checklist' })

export default async function Page({ params }: { params: Promise<{ visitId: string }> }) {
  const visitId = Number((await params).visitId)
  if (!Number.isSafeInteger(visitId) || visitId <= 0) notFound()
  return (
    <AppShell page="inspections" permission="inspections.read">
      <VisitPage visitId={visitId} />
    </AppShell>
  )
}
