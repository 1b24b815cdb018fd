import type { Metadata } from 'next'
import { DeskPage } from './desk-page.tsx'

export const metadata: Metadata = { title: '指挥席' }

export default function Page() {
  return <DeskPage />
}
