import {
  ArrowLeftRight,
  BookOpenText,
  Bot,
  Building2,
  ClipboardCheck,
  Database,
  Gauge,
  Grid3x3,
  HeartPulse,
  Inbox,
  LayoutList,
  type LucideIcon,
  MessageCircleQuestion,
  MonitorPlay,
  Radar,
  Scale,
  Send,
  Smartphone,
  SquarePen,
  TextSearch,
  Trophy,
} from 'lucide-react'
import type { Permission } from '../../server/identity/permissions.ts'

export type PageName =
  | 'ask'
  | 'phone'
  | 'desk'
  | 'basis'
  | 'grids'
  | 'studio'
  | 'health'
  | 'wall'
  | 'text'
  | 'data'
  | 'rules'
  | 'appraisal'
  | 'inbox'
  | 'monitor'
  | 'robot'
  | 'ahead'
  | 'handover'
  | 'inspections'
  | 'notices'
  | 'departments'

/** How pages are gathered in the menu behind the bar. */
export const NAV_GROUPS = ['watch', 'work', 'govern', 'data'] as const
export type NavGroup = (typeof NAV_GROUPS)[number]

export type NavPage = {
  readonly name: PageName
  readonly href: string
  readonly permission: Permission
  readonly icon: LucideIcon
  readonly group: NavGroup
  /** Stands in the bar itself; the others are in its menu, so that the bar stays short. */
  readonly isInBar?: true
}

/** The pages for staff, in the order of the navigation, each with what it takes to see it. */
export const navPages: readonly NavPage[] = [
  { name: 'desk', href: '/desk', permission: 'cases.read', icon: LayoutList, group: 'watch', isInBar: true },
  { name: 'grids', href: '/grids', permission: 'grids.read', icon: Grid3x3, group: 'watch', isInBar: true },
  {
    name: 'health',
    href: '/health',
    permission: 'checkups.run',
    icon: HeartPulse,
    group: 'watch',
    isInBar: true,
  },
  { name: 'wall', href: '/wall', permission: 'wall.read', icon: MonitorPlay, group: 'watch', isInBar: true },
  { name: 'ask', href: '/ask', permission: 'answers.ask', icon: MessageCircleQuestion, group: 'watch' },
  { name: 'basis', href: '/basis', permission: 'basis.read', icon: BookOpenText, group: 'govern' },
  { name: 'ahead', href: '/ahead', permission: 'ahead.read', icon: Radar, group: 'work' },
  { name: 'robot', href: '/robot', permission: 'robot.read', icon: Bot, group: 'work' },
  { name: 'rules', href: '/rules', permission: 'rules.read', icon: Scale, group: 'govern' },
  { name: 'appraisal', href: '/appraisal', permission: 'appraisal.read', icon: Trophy, group: 'govern' },
  { name: 'inbox', href: '/inbox', permission: 'inbox.read', icon: Inbox, group: 'work', isInBar: true },
  { name: 'monitor', href: '/monitor', permission: 'monitor.read', icon: Gauge, group: 'work' },
  {
    name: 'handover',
    href: '/handover',
    permission: 'shift.read',
    icon: ArrowLeftRight,
    group: 'work',
  },
  {
    name: 'inspections',
    href: '/inspections',
    permission: 'inspections.read',
    icon: ClipboardCheck,
    group: 'work',
  },
  { name: 'phone', href: '/phone', permission: 'tasks.read', icon: Smartphone, group: 'work' },
  { name: 'studio', href: '/studio', permission: 'grids.studio', icon: SquarePen, group: 'data' },
  { name: 'text', href: '/text', permission: 'text.measure', icon: TextSearch, group: 'govern' },
  {
    name: 'departments',
    href: '/departments',
    permission: 'departments.integration',
    icon: Building2,
    group: 'govern',
  },
  { name: 'notices', href: '/notices', permission: 'notices.steer', icon: Send, group: 'data' },
  { name: 'data', href: '/data', permission: 'data.export', icon: Database, group: 'data' },
]

type Landing = {
  roles: readonly string[]
  permissions: readonly string[]
  departmentIds: readonly number[]
}

/** Where somebody lands after signing in: the page that their post works on, with the cases that wait for them. */
export function homeOf({ roles, permissions, departmentIds }: Landing): string {
  if (roles.includes('wall')) return '/wall'
  if (roles.includes('collector')) return '/phone'
  if (roles.includes('grid_chief')) return '/grids'
  if (roles.includes('planner')) return '/health'
  if (roles.includes('supervisor')) return '/desk?open=yes&state=fed_back'
  if (roles.includes('department_handler') && departmentIds.length > 0) return '/inbox'
  if (roles.includes('department_reader')) return '/data'
  return navPages.find(({ permission }) => permissions.includes(permission))?.href ?? '/report'
}
