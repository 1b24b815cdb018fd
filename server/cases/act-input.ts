import { z } from 'zod'
import { type ActVerb, VERB_RULES } from './machine.ts'

const VERBS = Object.keys(VERB_RULES) as [ActVerb, ...ActVerb[]]

export const lngLatSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly()
export const idempotencyKeySchema = z.string().min(1).max(200)

/** One verb on one case. `version` is the one the screen showed; `idempotencyKey` is new for each intention. */
export const actInputSchema = z.object({
  caseId: z.number().int().positive(),
  version: z.number().int().positive(),
  idempotencyKey: idempotencyKeySchema,
  verb: z.enum(VERBS),
  note: z.string().trim().max(2000).optional(),
  departmentId: z.number().int().positive().optional(),
  unitId: z.number().int().positive().optional(),
  categoryId: z.number().int().positive().optional(),
  /** WGS 84 degrees. */
  lngLat: lngLatSchema.optional(),
  reasonCode: z.string().max(64).optional(),
  /** The opening condition of the category's list, for its own limits. */
  condition: z.string().trim().max(64).optional(),
  /** 1 to 5, of an evaluation. */
  score: z.number().int().min(1).max(5).optional(),
  checkResult: z.enum(['pass', 'not_pass', 'unable']).optional(),
})
export type ActInput = z.infer<typeof actInputSchema>
