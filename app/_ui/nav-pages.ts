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

type Landing = {
  roles: readonly string[]
  permissions: readonly string[]
  departmentIds: readonly number[]
}

/** Where somebody lands after signing in: the page that their post works on, with the cases that wait for them. */
export function homeOf({ roles, permissions, departmentIds }: Landing): string {
  if (roles.includes('wall')) return '/wall'
  if (roles.includes('grid_chief')) return '/grids'
  if (roles.includes('planner')) return '/health'
  if (roles.includes('supervisor')) return '/desk?open=yes&state=fed_back'
  if (roles.includes('department_handler') && departmentIds.length > 0) {
    return `/desk?department=${departmentIds.join('.')}`
  }
  return navPages.find(({ permission }) => permissions.includes(permission))?.href ?? '/report'
}
