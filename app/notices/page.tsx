import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { NoticesScreen } from './notices-screen.tsx'

export const generateMetadata = titled({ zh: '通知去向', en: 'Outgoing notices' })

export default function Page() {
  return (
    <AppShell page="notices" permission="notices.steer">
      <NoticesScreen />
    </AppShell>
  )
}
