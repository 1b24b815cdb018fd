/**
 * The one registry of who may do what. Every procedure, route, tile layer and event type declares a permission of it;
 * `permissions.test.ts` fails on one that does not.
 */
export const ROLES = [
  'admin',
  'shift_leader',
  'dispatcher',
  'call_taker',
  'collector',
  'grid_chief',
  'department_handler',
  'department_reader',
  'supervisor',
  'planner',
  'wall',
  'resident',
  'device',
] as const
export type Role = (typeof ROLES)[number]

/** People who work cases. */
const staff = [
  'admin',
  'shift_leader',
  'dispatcher',
  'call_taker',
  'collector',
  'grid_chief',
  'department_handler',
  'supervisor',
  'planner',
] as const satisfies readonly Role[]
/** Those, and the wall, which shows no personal data. */
const viewers = [...staff, 'wall'] as const satisfies readonly Role[]
/** Those, and departments that only share their data: they see what all share, and neither cases nor people. */
const viewersAndSharers = [...viewers, 'department_reader'] as const satisfies readonly Role[]
const staffAndSharers = [...staff, 'department_reader'] as const satisfies readonly Role[]
const command = ['admin', 'shift_leader', 'dispatcher'] as const satisfies readonly Role[]

/** Open without signing in. */
const anyone = 'anyone'

export const PERMISSIONS = {
  'operations.probe': anyone,
  'pages.read': anyone,
  'operations.measure': ['admin', 'device'],
  'identity.sign_in': anyone,
  'session.read': anyone,
  'areas.read': anyone,
  'categories.read': anyone,
  'basis.read': staffAndSharers,
  'basis.edit': ['admin', 'planner', 'shift_leader'],
  'limits.edit': ['admin', 'planner'],
  'basis.publish': ['admin', 'shift_leader'],
  'map.public': anyone,
  'places.read': anyone,
  'roads.read': viewersAndSharers,
  'roads.close': command,
  'map.grids': viewersAndSharers,
  'map.parts': viewersAndSharers,
  'map.sensors': viewersAndSharers,
  'map.units': viewers,
  'map.cases': viewers,
  'locate.read': [...viewersAndSharers, 'device'],
  'departments.read': viewersAndSharers,
  'departments.integration': staff,
  'departments.integrate': ['admin'],
  'cases.read': staff,
  'cases.act': [...command, 'call_taker', 'collector', 'grid_chief', 'department_handler', 'supervisor'],
  'cases.claim': [...command, 'call_taker', 'supervisor'],
  'cases.assign': ['admin', 'department_handler'],
  'inbox.read': ['admin', 'shift_leader', 'supervisor', 'department_handler'],
  'cases.bulk_dispatch': command,
  'tasks.read': ['admin', 'shift_leader', 'collector', 'grid_chief', 'department_handler', 'supervisor'],
  'tasks.patrol': ['admin', 'collector', 'grid_chief'],
  'control_areas.read': staff,
  'cases.request': ['admin', 'department_handler', 'grid_chief'],
  'cases.decide': command,
  'cases.merge': [...command, 'call_taker'],
  'cases.assist': [...command, 'department_handler', 'grid_chief'],
  'cases.meet': [...command, 'grid_chief', 'department_handler', 'supervisor'],
  'cases.oversee': [...command, 'supervisor'],
  'cases.check': [...command, 'supervisor', 'collector', 'grid_chief'],
  'cases.call_back': ['admin', 'shift_leader', 'call_taker', 'supervisor'],
  'monitor.read': [...command, 'supervisor'],
  'shift.read': [...command, 'call_taker', 'supervisor'],
  'shift.hand_over': ['admin', 'shift_leader'],
  'notices.read': staff,
  'notices.steer': ['admin'],
  'notices.message': [...command, 'supervisor'],
  'answers.ask': staff,
  'answers.public': anyone,
  'answers.reply': ['admin', 'shift_leader', 'call_taker', 'supervisor'],
  'answers.review': ['admin', 'shift_leader', 'planner'],
  'inspections.read': staff,
  'inspections.draw': ['admin', 'supervisor'],
  'inspections.visit': ['admin', 'collector', 'grid_chief', 'department_handler', 'supervisor'],
  'inspections.public': anyone,
  'ahead.read': [...command, 'supervisor', 'planner', 'grid_chief', 'collector', 'department_handler'],
  'ahead.decide': [...command, 'supervisor', 'grid_chief'],
  'ahead.steer': ['admin', 'shift_leader'],
  'ahead.finish': ['admin', 'shift_leader', 'collector', 'grid_chief', 'department_handler'],
  'robot.read': [...command, 'supervisor'],
  'robot.steer': ['admin', 'shift_leader'],
  'dispatch.suggest': [...command, 'call_taker'],
  'reports.submit': anyone,
  'uploads.send': anyone,
  'calls.take': ['admin', 'shift_leader', 'call_taker'],
  'reports.batch': ['admin', 'shift_leader', 'call_taker', 'device'],
  'reports.follow': anyone,
  'reports.resolve': ['admin', 'shift_leader', 'call_taker'],
  'open311.read': staff,
  'attachments.read': staff,
  'units.read': viewers,
  'units.move': ['admin', 'collector', 'department_handler', 'device'],
  'sensors.read': viewersAndSharers,
  'sensors.ingest': ['admin', 'device'],
  'parts.read': staffAndSharers,
  'search.read': staffAndSharers,
  'text.understand': anyone,
  'text.measure': [...command, 'supervisor', 'planner', 'call_taker'],
  'layers.read': viewersAndSharers,
  'layers.import': ['admin', 'planner', 'shift_leader'],
  'data.export': staffAndSharers,
  'shapes.keep': staff,
  'views.keep': staff,
  'grids.read': staff,
  'grids.studio': ['admin', 'shift_leader', 'planner', 'grid_chief'],
  'grids.draft': ['admin', 'planner', 'grid_chief'],
  'grids.publish': ['admin', 'shift_leader'],
  'rules.read': staff,
  'rules.draft': ['admin', 'planner', 'supervisor'],
  'rules.publish': ['admin', 'shift_leader'],
  'appraisal.read': staff,
  // 计算, 公布 and 应用 are three rights: a center may produce points without appraising.
  'appraisal.calculate': ['admin', 'supervisor', 'planner'],
  'appraisal.publish': ['admin', 'shift_leader'],
  'appraisal.apply': ['admin'],
  'appraisal.appeal': ['admin', 'department_handler'],
  'appraisal.review': ['admin', 'shift_leader', 'supervisor'],
  'indices.read': viewersAndSharers,
  'checkups.run': [...command, 'supervisor', 'planner', 'grid_chief'],
  'wall.read': [...command, 'supervisor', 'planner', 'wall'],
  'live.read': viewersAndSharers,
  'scenes.read': viewers,
  'scenes.steer': ['admin', 'shift_leader'],
  'scenes.play': ['admin'],
} as const satisfies Record<string, typeof anyone | readonly Role[]>
export type Permission = keyof typeof PERMISSIONS
/** Those that need no sign-in. */
export type OpenPermission = {
  [P in Permission]: (typeof PERMISSIONS)[P] extends typeof anyone ? P : never
}[Permission]

/** Which permission an event needs before its envelope is sent to a screen. */
export const EVENT_PERMISSIONS = {
  'case.reported': 'map.cases',
  'case.accepted': 'map.cases',
  'case.located': 'map.cases',
  'case.classified': 'map.cases',
  'case.registered': 'map.cases',
  'case.dispatched': 'map.cases',
  'case.signed': 'map.cases',
  'case.handled': 'map.cases',
  'case.fed_back': 'map.cases',
  'case.checked': 'map.cases',
  'case.returned': 'map.cases',
  'case.closed': 'map.cases',
  'case.canceled': 'map.cases',
  'case.verifying': 'map.cases',
  'case.recalled': 'map.cases',
  'case.shelved': 'map.cases',
  'case.reopened': 'map.cases',
  'case.evaluated': 'map.cases',
  'case.worked': 'cases.read',
  'case.merged': 'map.cases',
  'notice.sent': 'cases.read',
  'case.clock_changed': 'map.cases',
  'report.received': 'cases.read',
  'report.conflict': 'reports.resolve',
  'call.attached': 'cases.read',
  'sensor.level_changed': 'map.sensors',
  'index.computed': 'indices.read',
  'city.loaded': 'map.public',
  'grids.published': 'map.grids',
  'department.changed': 'departments.read',
  'basis.published': 'basis.read',
  'rule.changed': 'rules.read',
  'appraisal.changed': 'appraisal.read',
  'part.changed': 'map.parts',
  'layer.changed': 'layers.read',
  'unit.status_changed': 'map.units',
  'shift.changed': 'shift.read',
  'dispatch.authority_changed': 'robot.read',
  'ahead.changed': 'ahead.read',
  'scene.changed': 'map.public',
  'inspection.changed': 'inspections.read',
  'road.closure_changed': 'map.public',
} as const satisfies Record<string, Permission>
export type EventType = keyof typeof EVENT_PERMISSIONS

/** Which permission a tile layer needs; `map.public` layers are cached for everyone. */
export const LAYER_PERMISSIONS = {
  basemap: 'map.public',
  areas: 'map.public',
  duty_grids: 'map.grids',
  unit_grids: 'map.grids',
  parts: 'map.parts',
  sensors: 'map.sensors',
  units: 'map.units',
  cases: 'map.cases',
  layer_features: 'layers.read',
} as const satisfies Record<string, Permission>
export type LayerName = keyof typeof LAYER_PERMISSIONS

export function isOpen(permission: Permission): permission is OpenPermission {
  return PERMISSIONS[permission] === anyone
}

/** Whether someone with these roles (null: nobody signed in) holds a permission. */
export function holds(roles: readonly Role[] | null, permission: Permission): boolean {
  const allowed = PERMISSIONS[permission]
  if (allowed === anyone) return true
  return roles?.some((role) => (allowed as readonly Role[]).includes(role)) ?? false
}

/** Every permission that these roles hold. */
export function permissionsOf(roles: readonly Role[] | null): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(roles, permission))
}
