import type { Metadata } from 'next'
import { AppShell } from '../_ui/app-shell.tsx'
import { TextScreen } from './text-screen.tsx'

export const metadata: Metadata = { title: '文本理解' }

export default function Page() {
  return (
    <AppShell page="text" permission="text.measure">
      <TextScreen />
    </AppShell>
  )
}
