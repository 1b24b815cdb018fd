import type { Metadata } from 'next'
import { FollowPage } from './follow-page.tsx'

export const metadata: Metadata = { title: '处理进展', robots: { index: false } }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <FollowPage followToken={(await params).token} />
}
