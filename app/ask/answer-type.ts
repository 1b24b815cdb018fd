import type { Outputs } from '../_trpc/api.ts'

export type Answer = Outputs['answers']['ask']
