import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { DepartmentsScreen } from './departments-screen.tsx'

export const generateMetadata = titled({ zh: '单位接入', en: 'Departments joined' })

export default function Page() {
  return (
    <AppShell page="departments" permission="departments.integration">
      <DepartmentsScreen />
    </AppShell>
  )
}
