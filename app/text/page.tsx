import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { TextScreen } from './text-screen.tsx'

export const generateMetadata = titled({ zh: '文本理解', en: 'Text understanding' })

export default function Page() {
  return (
    <AppShell page="text" permission="text.measure">
      <TextScreen />
    </AppShell>
  )
}
