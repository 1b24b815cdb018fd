import type { Metadata } from 'next'
import { SecondPage } from './second-page.tsx'

export const metadata: Metadata = { title: '指挥席·第二屏' }

export default function Page() {
  return <SecondPage />
}
