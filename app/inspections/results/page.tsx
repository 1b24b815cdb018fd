import type { Metadata } from 'next'
import { PublishedResults } from './published-results.tsx'

export const metadata: Metadata = { title: '双随机抽查结果公示' }

export default function Page() {
  return <PublishedResults />
}
