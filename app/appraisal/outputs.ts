import type { Inputs, Outputs } from '../_trpc/api.ts'

export type View = Outputs['appraisal']['sheet']
export type Sheet = NonNullable<View['sheet']>
export type Line = Sheet['lines'][number]
export type ItemsPage = Outputs['appraisal']['items']
export type Item = ItemsPage['items'][number]
export type Appeal = Outputs['appraisal']['appeals'][number]
export type Subject = Inputs['appraisal']['items']['subject']
