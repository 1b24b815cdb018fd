import type { Outputs } from '../_trpc/api.ts'

type Listed = Outputs['notices']['destinations']
export type NoticeKind = Listed['kinds'][number]
export type Destination = Listed['destinations'][number]
export type Delivery = Listed['deliveries'][number]
