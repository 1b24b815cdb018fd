import { titled } from '../_i18n/titled.ts'
import { ReportPage } from './report-page.tsx'

export const generateMetadata = titled({ zh: '上报问题', en: 'Report a problem' })

export default function Page() {
  return <ReportPage />
}
