import { Suspense } from 'react'
import { titled } from '../_i18n/titled.ts'
import { AppShell } from '../_ui/app-shell.tsx'
import { RobotScreen } from './robot-screen.tsx'

export const generateMetadata = titled({ zh: '派遣机器人', en: 'Dispatch robot' })

export default function Page() {
  return (
    <AppShell page="robot" permission="robot.read">
      <Suspense>
        <RobotScreen />
      </Suspense>
    </AppShell>
  )
}
