import type { ReactNode } from 'react'
import { ReportHeader } from './report-header.tsx'

/** For everybody, on a phone first: no sign-in, one column, large targets. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-lg flex-col text-base">
      <ReportHeader />
      <main id="content" className="flex-1">
        {children}
      </main>
    </div>
  )
}
