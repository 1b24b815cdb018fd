import { notFound } from 'next/navigation'
import { titled } from '../../_i18n/titled.ts'
import { CasePage } from './case-page.tsx'

export const generateMetadata = titled({ zh: '案件', en: 'Case' })

export default async function Page({ params }: { params: Promise<{ caseId: string }> }) {
  const caseId = Number((await params).caseId)
  if (!Number.isSafeInteger(caseId) || caseId <= 0) notFound()
  return <CasePage caseId={caseId} />
}
