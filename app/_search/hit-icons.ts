import {
  Box,
  ClipboardList,
  Crosshair,
  Grid3x3,
  LandPlot,
  type LucideIcon,
  MapPin,
  MapPinned,
  Radio,
  Route,
  Signpost,
  Truck,
  UserRound,
  Waypoints,
} from 'lucide-react'
import type { Outputs } from '../_trpc/api.ts'

export const hitIcons: Record<Outputs['search']['find'][number]['kind'], LucideIcon> = {
  coordinate: Crosshair,
  case: ClipboardList,
  part: Box,
  sensor: Radio,
  unit: Truck,
  unit_grid: Grid3x3,
  duty_grid: LandPlot,
  area: MapPinned,
  person: UserRound,
  crossing: Waypoints,
  road: Route,
  place: MapPin,
  address: Signpost,
}
