import type { Inputs, Outputs } from '../_trpc/api.ts'

export type Head = Inputs['basis']['saveHead']['head']
export type Regulation = Outputs['basis']['regulation']
export type Link = Regulation['links'][number]
