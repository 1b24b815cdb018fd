import { z } from 'zod'

/** A row of a file: column or property name → value as text, '' where absent. */
export type SourceRow = Readonly<Record<string, string>>

type FieldExpression =
  | string
  | { const: string }
  | { slug: FieldExpression }
  | { title: FieldExpression }
  | { concat: FieldExpression[] }
  | { before: string; of: FieldExpression }
  | { after: string; of: FieldExpression }
  | { map: Record<string, string>; of: FieldExpression; else?: FieldExpression | undefined }
  | { first: FieldExpression[] }
  | { truncate: number; of: FieldExpression }

/**
 * How a profile says where a value comes from: a column's name, or a small expression over columns. It is data, so that
 * another city needs another profile and no code.
 */
export const fieldExpression: z.ZodType<FieldExpression> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ const: z.string() }),
    z.strictObject({ slug: fieldExpression }),
    z.strictObject({ title: fieldExpression }),
    z.strictObject({ concat: z.array(fieldExpression) }),
    z.strictObject({ before: z.string().min(1), of: fieldExpression }),
    z.strictObject({ after: z.string().min(1), of: fieldExpression }),
    z.strictObject({
      map: z.record(z.string(), z.string()),
      of: fieldExpression,
      else: fieldExpression.optional(),
    }),
    z.strictObject({ first: z.array(fieldExpression) }),
    z.strictObject({ truncate: z.number().int().positive(), of: fieldExpression }),
  ]),
)

/** The value of an expression for one row, trimmed; '' where nothing is there. */
export function fieldValue(expression: FieldExpression, row: SourceRow): string {
  if (typeof expression === 'string') return (row[expression] ?? '').trim()
  if ('const' in expression) return expression.const
  if ('slug' in expression) return slug(fieldValue(expression.slug, row))
  if ('title' in expression) return titleCase(fieldValue(expression.title, row))
  if ('concat' in expression) return expression.concat.map((part) => fieldValue(part, row)).join('')
  if ('first' in expression)
    return expression.first.map((part) => fieldValue(part, row)).find((v) => v !== '') ?? ''
  if ('truncate' in expression) return fieldValue(expression.of, row).slice(0, expression.truncate)
  const value = fieldValue(expression.of, row)
  if ('map' in expression)
    return expression.map[value] ?? (expression.else === undefined ? '' : fieldValue(expression.else, row))
  if ('before' in expression) {
    const at = value.indexOf(expression.before)
    return at < 0 ? value : value.slice(0, at).trim()
  }
  const at = value.indexOf(expression.after)
  return at < 0 ? value : value.slice(at + expression.after.length).trim()
}

/** `Locust Point Industrial Area` → `locust-point-industrial-area`; letters of any script stay. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/(^|[\s/(-])(\p{L})/gu, (_, lead, letter) => lead + letter.toUpperCase())
}
