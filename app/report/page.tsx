import type { Metadata } from 'next'
import { ReportPage } from './report-page.tsx'

export const metadata: Metadata = { title: '上报问题' }

export default function Page() {
  return <ReportPage />
}
