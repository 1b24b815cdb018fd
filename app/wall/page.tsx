import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SessionGate } from '../_ui/session-gate.tsx'
import { Wall } from './wall.tsx'

export const metadata: Metadata = { title: '大屏' }

export default function Page() {
  return (
    <SessionGate permission="wall.read">
      <Suspense>
        <Wall />
      </Suspense>
    </SessionGate>
  )
}
