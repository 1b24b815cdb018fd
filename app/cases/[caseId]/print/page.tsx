import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CaseFile } from './case-file.tsx'

export const metadata: Metadata = { title: '案件卷宗' }

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const caseId = Number((await params).caseId)
  if (!Number.isSafeInteger(caseId) || caseId <= 0) notFound()
  return <CaseFile caseId={caseId} />
}
