import { Grid3x3, HeartPulse, LayoutList, type LucideIcon, MonitorPlay } from 'lucide-react'
import type { Permission } from '../../server/identity/permissions.ts'

export type PageName = 'desk' | 'grids' | 'health' | 'wall'

/** The pages for staff, in the order of the navigation, each with what it takes to see it. */
export const navPages: readonly { name: PageName; href: string; permission: Permission; icon: LucideIcon }[] =
  [
    { name: 'desk', href: '/desk', permission: 'cases.read', icon: LayoutList },
    { name: 'grids', href: '/grids', permission: 'grids.read', icon: Grid3x3 },
    { name: 'health', href: '/health', permission: 'checkups.run', icon: HeartPulse },
    { name: 'wall', href: '/wall', permission: 'wall.read', icon: MonitorPlay },
  ]

/** Where somebody lands after signing in: the page that their post works on. */
export function homeOf(session: { roles: readonly string[]; permissions: readonly string[] }): string {
  if (session.roles.includes('wall')) return '/wall'
  if (session.roles.includes('grid_chief')) return '/grids'
  if (session.roles.includes('planner')) return '/health'
  return navPages.find(({ permission }) => session.permissions.includes(permission))?.href ?? '/report'
}
