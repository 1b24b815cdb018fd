import type { Metadata } from 'next'
import { Suspense } from 'react'
import { PublicAsk } from './public-ask.tsx'

export const metadata: Metadata = { title: '问一问' }

export default function Page() {
  return (
    <Suspense>
      <PublicAsk />
    </Suspense>
  )
}
