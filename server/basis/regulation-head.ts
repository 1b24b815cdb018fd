import { z } from 'zod'

const words = (most: number) => z.string().trim().max(most)

/** What a person says of a regulation; without a code it gets the next one of its level. */
export const regulationHeadSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}[A-Z0-9-]{1,18}$/, 'two capital letters, then letters, digits or dashes')
    .optional(),
  level: z.enum([
    'law',
    'administrative',
    'local',
    'rule',
    'national_standard',
    'industry_standard',
    'local_standard',
    'policy',
  ]),
  title: words(200).min(1),
  titleEn: words(200).default(''),
  documentNumber: words(100).default(''),
  issuer: words(100).default(''),
  issuedOn: z.iso.date().nullable().default(null),
  effectiveOn: z.iso.date(),
  isSummary: z.boolean().default(false),
})
export type RegulationHeadInput = z.output<typeof regulationHeadSchema>

/** How the codes of a level begin. */
export const CODE_PREFIXES = {
  law: 'FL',
  administrative: 'XZ',
  local: 'DF',
  rule: 'GZ',
  national_standard: 'GB',
  industry_standard: 'HB',
  local_standard: 'DB',
  policy: 'ZC',
} as const satisfies Record<RegulationHeadInput['level'], string>
