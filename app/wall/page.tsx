import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { SessionGate } from '../_ui/session-gate.tsx'
import { Wall } from './wall.tsx'

export const generateMetadata = titled({ zh: '大屏', en: 'Wall' })

export default function Page() {
  return (
    <SessionGate permission="wall.read">
      <Suspense>
        <Wall />
      </Suspense>
    </SessionGate>
  )
}
