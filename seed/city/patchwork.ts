import type { Patchwork } from './grow-regions.ts'
import type { EdgeClass, Mesh } from './mesh.ts'
import { innerPoint, signedArea } from './plane.ts'

/** Meters that a border of this class adds: grids rather end at it than cross it. */
const reluctance: Readonly<Record<EdgeClass, number>> = {
  expressway: 900,
  arterial: 500,
  rail: 700,
  collector: 120,
  lane: 0,
  bank: 60,
  // The middle of the river is never crossed: nobody is in charge of both banks.
  centerline: Number.POSITIVE_INFINITY,
  stream: 420,
  boundary: Number.POSITIVE_INFINITY,
  none: 0,
}

export function patchworkOf(mesh: Mesh): Patchwork {
  const places = mesh.faces.map((_, face) => {
    const ring = mesh.ring(face)
    return { center: innerPoint(ring), size: 1 + signedArea(ring) / 120_000 }
  })
  const beside = mesh.faces.map((loop, face) => {
    const found = new Map<number, number>()
    for (let i = 0; i < loop.length; i++) {
      const a = loop[i]!
      const b = loop[(i + 1) % loop.length]!
      const place = mesh.leftOf(b, a)
      const reluctanceMeters = reluctance[mesh.edge(a, b).class]
      if (place === undefined || place === face || reluctanceMeters === Number.POSITIVE_INFINITY) continue
      found.set(place, Math.min(found.get(place) ?? Number.POSITIVE_INFINITY, reluctanceMeters))
    }
    return [...found].map(([place, reluctanceMeters]) => ({ place, reluctanceMeters }))
  })
  return { places, beside }
}
