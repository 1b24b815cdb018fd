import { notFound } from 'next/navigation'
import { titled } from '../../../_i18n/titled.ts'
import { CaseFile } from './case-file.tsx'

export const generateMetadata = titled({ zh: '案件卷宗', en: 'Case file' })

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const caseId = Number((await params).caseId)
  if (!Number.isSafeInteger(caseId) || caseId <= 0) notFound()
  return <CaseFile caseId={caseId} />
}
