import { titled } from '../../_i18n/titled.ts'
import { AppShell } from '../../_ui/app-shell.tsx'
import { MyVisits } from './my-visits.tsx'

export const generateMetadata = titled({ zh: '我的检查', en: 'My inspections' })

export default function Page() {
  return (
    <AppShell page="inspections" permission="inspections.read">
      <MyVisits />
    </AppShell>
  )
}
