import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CasePage } from './case-page.tsx'

export const metadata: Metadata = { title: '案件' }

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const caseId = Number((await params).caseId)
  if (!Number.isSafeInteger(caseId) || caseId <= 0) notFound()
  return <CasePage caseId={caseId} />
}
