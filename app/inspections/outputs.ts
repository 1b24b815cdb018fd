import type { Outputs } from '../_trpc/api.ts'

type Lists = Outputs['inspections']['lists']
export type Item = Lists['items'][number]
export type ListedObject = Lists['objects'][number]
export type Inspector = Lists['inspectors'][number]
export type Visit = Outputs['inspections']['visit']
