import { z } from 'zod'
import { fieldExpression } from './field.ts'

const limit = z.strictObject({
  stage: z.enum(['dispatch', 'handle', 'check', 'total']),
  clock: z.enum(['urgent', 'work_hours', 'work_days', 'natural_days']),
  amount: z.number().positive(),
})
const coordinateSystem = z.enum(['WGS84', 'CGCS2000', 'GCJ-02', 'BD-09'])
const level = z.enum(['city', 'district', 'subdistrict', 'community'])

const areaFields = z.strictObject({
  code: fieldExpression,
  name: fieldExpression,
  nameEn: fieldExpression.optional(),
  parentCode: fieldExpression.optional(),
})

/**
 * A city as a file of data: what its files are and what their fields mean. `file` may hold `*`; files are sought in the
 * folders given to the import, and every file named in `match` must be there for the profile to be chosen.
 */
export const cityProfile = z.strictObject({
  sourceSystem: z.string().regex(/^[a-z0-9_]+$/),
  match: z.array(z.string()).min(1),
  city: z.strictObject({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    languages: z.array(z.enum(['zh', 'en'])).min(1),
    unitSystem: z.enum(['metric', 'us']),
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    codeLengths: z.strictObject({ area: z.number(), unitGrid: z.number(), part: z.number() }),
  }),
  validFrom: z.iso.datetime(),
  areas: z.array(
    z.union([
      z.strictObject({ level, file: z.string(), fields: areaFields }),
      /** The city's outline as the union of a lower level. */
      z.strictObject({ level, unionOf: level, code: z.string(), name: z.string(), nameEn: z.string() }),
    ]),
  ),
  dutyGrids: z.union([
    /** Every leaf area is a duty grid of its own. */
    z.literal('leaf_areas'),
    z.strictObject({
      file: z.string(),
      fields: z.strictObject({
        code: fieldExpression,
        name: fieldExpression,
        nameEn: fieldExpression.optional(),
      }),
    }),
  ]),
  basemap: z
    .array(
      z.strictObject({
        file: z.string(),
        layer: z.enum(['water', 'land', 'relief', 'road', 'rail', 'building', 'tree', 'address', 'place']),
        class: fieldExpression,
        name: fieldExpression.optional(),
        rank: z.number().int().default(5),
      }),
    )
    .default([]),
  departments: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      kind: z.enum(['center', 'supervision', 'bureau', 'subdistrict', 'company']),
    }),
  ),
  people: z
    .array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        nameEn: z.string(),
        post: z.string(),
        departmentCode: z.string().nullable(),
      }),
    )
    .default([]),
  units: z
    .array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        nameEn: z.string(),
        kind: z.string(),
        departmentCode: z.string(),
        skills: z.array(z.string()),
        home: z.tuple([z.number(), z.number()]),
      }),
    )
    .default([]),
  calendar: z.strictObject({
    workPeriods: z.array(z.strictObject({ startMinute: z.number(), endMinute: z.number() })).min(1),
    days: z
      .array(z.strictObject({ day: z.iso.date(), isWorkday: z.boolean(), name: z.string() }))
      .default([]),
  }),
  /** Categories that no file states, such as those of parts. */
  categories: z
    .array(
      z.strictObject({
        code: z.string(),
        kind: z.enum(['part', 'event']),
        classCode: z.string(),
        className: z.string(),
        name: z.string(),
        nameEn: z.string(),
        skill: z.string().default(''),
      }),
    )
    .default([]),
  defaultLimits: z.array(limit),
  parts: z
    .array(
      z.strictObject({
        file: z.string(),
        categoryCode: z.string(),
        sourceId: fieldExpression.optional(),
        name: fieldExpression.optional(),
        address: fieldExpression.optional(),
        owner: fieldExpression.optional(),
        condition: fieldExpression.optional(),
        departmentCode: z.string().optional(),
        attributes: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  cases: z
    .array(
      z.strictObject({
        file: z.string(),
        encoding: z.enum(['utf-8', 'gb18030']).optional(),
        timeFormat: z.enum(['iso', 'MM/DD/YYYY hh:mm:ss A', 'YYYY-MM-DD HH:mm:ss', 'YYYY/MM/DD HH:mm']),
        coordinateSystem,
        /** Coordinates that a source rounds to whole degrees are no place. */
        rejectsWholeDegrees: z.boolean().default(false),
        fields: z.strictObject({
          sourceId: fieldExpression,
          x: fieldExpression,
          y: fieldExpression,
          reportedAt: fieldExpression,
          closedAt: fieldExpression.optional(),
          dueAt: fieldExpression.optional(),
          /** closed, open or canceled */
          status: fieldExpression,
          channel: fieldExpression,
          foundBy: fieldExpression,
          description: fieldExpression,
          address: fieldExpression.optional(),
          areaLabel: fieldExpression.optional(),
          categoryCode: fieldExpression,
          categoryName: fieldExpression,
          classCode: fieldExpression,
          className: fieldExpression,
          departmentName: fieldExpression,
        }),
      }),
    )
    .default([]),
})
export type CityProfile = z.infer<typeof cityProfile>
