import { z } from 'zod'

const column = z.string().max(200)

/** What to do with a file: how to read it, and where its rows go. */
export const importInputSchema = z.object({
  fileName: z.string().min(1).max(300),
  /** inspect: what is in it · check: what would happen · load: do it. */
  mode: z.enum(['inspect', 'check', 'load']),
  system: z.string().max(4000).optional(),
  /** Latitude, or northing, stands first in the file. */
  isLatFirst: z.boolean().optional(),
  geometry: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('file') }),
      z.object({ kind: z.literal('wkt'), column }),
      z.object({ kind: z.literal('xy'), x: column, y: column }),
    ])
    .optional(),
  target: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('layer'),
        code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'Lower-case letters, digits and hyphens'),
        name: z.string().trim().min(1).max(100),
        idColumn: column.optional(),
        nameColumn: column.optional(),
        /** Columns to keep as attributes; all where left out. */
        columns: z.array(column).max(500).optional(),
      }),
      z.object({
        kind: z.literal('parts'),
        codeColumn: column,
        /** Holds a category's code or name. */
        categoryColumn: column,
        nameColumn: column.optional(),
        addressColumn: column.optional(),
      }),
    ])
    .optional(),
})
export type ImportInput = z.output<typeof importInputSchema>
