import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AppShell } from '../../../_ui/app-shell.tsx'
import { VisitPage } from './visit-page.tsx'

export const metadata: Metadata = { title: '检查单' }

export default async function Page({ params }: { params: Promise<{ visitId: string }> }) {
  const visitId = Number((await params).visitId)
  if (!Number.isSafeInteger(visitId) || visitId <= 0) notFound()
  return (
    <AppShell page="inspections" permission="inspections.read">
      <VisitPage visitId={visitId} />
    </AppShell>
  )
}
