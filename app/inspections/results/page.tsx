import { titled } from '../../_i18n/titled.ts'
import { PublishedResults } from './published-results.tsx'

export const generateMetadata = titled({ zh: '双随机抽查结果公示', en: 'Results of random inspections' })

export default function Page() {
  return <PublishedResults />
}
