import type { ReactNode } from 'react'
import { ReportHeader } from '../../report/report-header.tsx'

/** For everybody: no sign-in, one column. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-3xl flex-col">
      <ReportHeader />
      <main id="content" className="flex-1 px-4 py-5">
        {children}
      </main>
    </div>
  )
}
