import { titled } from '../../_i18n/titled.ts'
import { FollowPage } from './follow-page.tsx'

export const generateMetadata = titled({ zh: '处理进展', en: 'Progress' }, { robots: { index: false } })

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <FollowPage followToken={(await params).token} />
}
