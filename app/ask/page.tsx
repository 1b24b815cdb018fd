import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { AskScreen } from './ask-screen.tsx'

export const generateMetadata = titled({ zh: '智能问答', en: 'Questions and answers' })

export default function Page() {
  return (
    <AppShell page="ask" permission="answers.ask">
      <Suspense>
        <AskScreen />
      </Suspense>
    </AppShell>
  )
}
