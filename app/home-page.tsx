'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { homeOf } from './_ui/nav-pages.ts'
import { SessionGate, useSession } from './_ui/session-gate.tsx'

/** Leads each post to the page that it works on. */
export function HomePage() {
  return (
    <SessionGate>
      <GoHome />
    </SessionGate>
  )
}

function GoHome() {
  const router = useRouter()
  const session = useSession()
  useEffect(() => router.replace(homeOf(session)), [router, session])
  return null
}
