import { z } from 'zod'
import { type CaseFilter, caseFilterSchema } from '../cases/case-filter.ts'
import { CodedError } from '../errors.ts'

/** What the layer of all cases does not hold in its tiles. */
const beyondLayer = [
  'area',
  'grid',
  'ids',
  'q',
  'within',
  'from',
  'to',
  'closed_from',
  'closed_to',
  'unlocated',
  'past',
] as const

const list = z.string().transform((text) => text.split(',').filter(Boolean))
const numbers = list.pipe(z.array(z.string().transform(Number).pipe(z.number().int())))
/** `lng,lat_lng,lat…`, open, in degrees. */
const ring = z.string().transform((text) => {
  const positions = text.split('_').map((pair) => pair.split(',').map(Number))
  return { type: 'Polygon', coordinates: [[...positions, positions[0]]] }
})

const querySchema = z.object({
  open: z.stringbool().optional(),
  state: list.optional(),
  clock_level: list.optional(),
  category_id: numbers.optional(),
  department_id: numbers.optional(),
  area: z.coerce.number().int().optional(),
  grid: numbers.optional(),
  ids: numbers.optional(),
  q: z.string().optional(),
  within: ring.optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  closed_from: z.string().optional(),
  closed_to: z.string().optional(),
  unlocated: z.stringbool().optional(),
  past: z.literal('all').optional(),
})

/**
 * The case filter in a tile's address, where it asks for more than the layer of all cases holds; otherwise undefined.
 * `past=all`: finished cases of any age.
 *
 * @param isBeyond it is beyond that layer whatever it asks
 * @throws CodedError naming the parameter
 */
export function caseTileFilter(params: URLSearchParams, isBeyond = false): CaseFilter | undefined {
  if (!isBeyond && !beyondLayer.some((name) => params.has(name))) return undefined
  const query = querySchema.safeParse(Object.fromEntries(params))
  if (!query.success) throw badFilter(query.error)
  const {
    open,
    state,
    clock_level,
    category_id,
    department_id,
    area,
    grid,
    q,
    closed_from,
    closed_to,
    ...same
  } = query.data
  const { past: _, ...named } = same
  const filter = caseFilterSchema.safeParse({
    ...named,
    open,
    states: state,
    clockLevels: clock_level,
    categoryIds: category_id,
    departmentIds: department_id,
    areaId: area,
    dutyGridIds: grid,
    text: q,
    closedFrom: closed_from,
    closedTo: closed_to,
  })
  if (!filter.success) throw badFilter(filter.error)
  return filter.data
}

function badFilter(error: z.ZodError): CodedError {
  const issue = error.issues[0]
  return new CodedError('bad_input', 'BAD_FILTER', '筛选条件不正确', issue?.message ?? 'No case filter', {
    field: issue?.path.join('.') ?? '',
  })
}
