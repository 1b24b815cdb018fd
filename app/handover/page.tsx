import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { HandoverScreen } from './handover-screen.tsx'

export const generateMetadata = titled({ zh: '交接班', en: 'Shift handover' })

export default function Page() {
  return (
    <AppShell page="handover" permission="shift.read">
      <HandoverScreen />
    </AppShell>
  )
}
