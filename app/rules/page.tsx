import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { RulesScreen } from './rules-screen.tsx'

export const generateMetadata = titled({ zh: '规则通', en: 'Rules hub' })

export default function Page() {
  return (
    <AppShell page="rules" permission="rules.read">
      <Suspense>
        <RulesScreen />
      </Suspense>
    </AppShell>
  )
}
