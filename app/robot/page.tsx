import type { Metadata } from 'next'
import { Suspense } from 'react'
import { AppShell } from '../_ui/app-shell.tsx'
import { RobotScreen } from './robot-screen.tsx'

export const metadata: Metadata = { title: '派遣机器人' }

export default function Page() {
  return (
    <AppShell page="robot" permission="robot.read">
      <Suspense>
        <RobotScreen />
      </Suspense>
    </AppShell>
  )
}
