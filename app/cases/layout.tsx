import type { ReactNode } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <AppShell page="desk" permission="cases.read">
      {children}
    </AppShell>
  )
}
