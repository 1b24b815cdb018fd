import type {
  BundleCase,
  BundleCategory,
  BundleDepartment,
  BundleDuty,
  CaseState,
  CaseVerb,
} from './bundle.ts'
import { fieldValue, slug } from './field.ts'
import { instantOf } from './local-time.ts'
import type { ProblemList } from './problem.ts'
import type { CityProfile } from './profile.ts'
import { readCsv } from './read-csv.ts'
import type { SourceFolder } from './source-folder.ts'

export type CaseRows = {
  readonly cases: BundleCase[]
  readonly categories: BundleCategory[]
  readonly duties: BundleDuty[]
  readonly departments: BundleDepartment[]
  /** Where each case came from, by its source id. */
  readonly rowOf: ReadonlyMap<string, { file: string; row: number }>
}

/**
 * Service requests as past cases, with the categories, departments and duties that the rows themselves state:
 * a category belongs to the department that had most of its rows.
 */
export async function bundleCases(
  profile: CityProfile,
  folder: SourceFolder,
  problems: ProblemList,
): Promise<CaseRows> {
  const cases: BundleCase[] = []
  const categories = new Map<string, BundleCategory>()
  const departments = new Map<string, BundleDepartment>(
    profile.departments.map((d) => [d.nameEn, { ...d, integrationLevel: 3, areaCode: null }]),
  )
  const handledBy = new Map<string, Map<string, number>>()
  const rowOf = new Map<string, { file: string; row: number }>()

  for (const rule of profile.cases) {
    const { fields } = rule
    for (const file of folder.matching(rule.file)) {
      for (const { row, values } of readCsv(await folder.read(file), file, problems, rule.encoding)) {
        const skip = (field: string, reason: 'missing_field' | 'bad_value' | 'duplicate', message: string) =>
          problems.add({ file, row, field, reason, message, action: 'skipped' })
        const sourceId = fieldValue(fields.sourceId, values)
        if (!sourceId) {
          skip('sourceId', 'missing_field', 'The row has no id of its own.')
          continue
        }
        const first = rowOf.get(sourceId)
        if (first) {
          skip('sourceId', 'duplicate', `Id ${sourceId} stands in row ${first.row} already.`)
          continue
        }
        const reportedText = fieldValue(fields.reportedAt, values)
        const reportedAt = instantOf(reportedText, rule.timeFormat, profile.city.timeZone)
        if (!reportedAt) {
          skip(
            'reportedAt',
            'bad_value',
            `${JSON.stringify(reportedText)} is no time; ${rule.timeFormat} was expected.`,
          )
          continue
        }
        const status = fieldValue(fields.status, values)
        if (status !== 'closed' && status !== 'open' && status !== 'canceled') {
          skip(
            'status',
            'bad_value',
            `The profile knows no status for this row (got ${JSON.stringify(status)}).`,
          )
          continue
        }
        const description = fieldValue(fields.description, values)
        const categoryCode = slug(fieldValue(fields.categoryCode, values))
        const departmentName = fieldValue(fields.departmentName, values)
        const department = departmentName ? departmentOf(departmentName, departments) : undefined
        if (categoryCode && !categories.has(categoryCode)) {
          const name = fieldValue(fields.categoryName, values)
          const className = fieldValue(fields.className, values)
          categories.set(categoryCode, {
            code: categoryCode,
            nationalCode: null,
            kind: 'event',
            classCode: slug(fieldValue(fields.classCode, values)),
            className,
            classNameEn: className,
            name,
            nameEn: name,
            severity: 'normal',
            skill: department?.code ?? '',
            limits: profile.defaultLimits,
          })
        }
        if (categoryCode && department) {
          const counts = handledBy.get(categoryCode) ?? new Map<string, number>()
          counts.set(department.code, (counts.get(department.code) ?? 0) + 1)
          handledBy.set(categoryCode, counts)
        }
        const place = placeOf(
          fieldValue(fields.x, values),
          fieldValue(fields.y, values),
          rule.rejectsWholeDegrees,
        )
        if (place.problem) {
          problems.add({
            file,
            row,
            field: 'coordinates',
            reason: place.reason,
            message: place.problem,
            action: 'unlocated',
          })
        }
        const closedText = fields.closedAt === undefined ? '' : fieldValue(fields.closedAt, values)
        const closedAt =
          closedText === '' ? undefined : instantOf(closedText, rule.timeFormat, profile.city.timeZone)
        if (status !== 'open' && closedText !== '' && (!closedAt || closedAt < reportedAt)) {
          problems.add({
            file,
            row,
            field: 'closedAt',
            reason: 'bad_value',
            message: closedAt
              ? `Closed at ${closedAt}, before it was reported at ${reportedAt}; the reporting time was taken.`
              : `${JSON.stringify(closedText)} is no time; the reporting time was taken.`,
            action: 'kept',
          })
        }
        const endedAt = closedAt && closedAt >= reportedAt ? closedAt : reportedAt
        const dueText = fields.dueAt === undefined ? '' : fieldValue(fields.dueAt, values)
        rowOf.set(sourceId, { file, row })
        cases.push({
          sourceId,
          channel: fieldValue(fields.channel, values),
          foundBy: foundByOf(fieldValue(fields.foundBy, values)),
          categoryCode: categoryCode || null,
          description,
          address: fields.address === undefined ? '' : fieldValue(fields.address, values),
          lngLat: place.lngLat,
          original: { x: place.x, y: place.y, coordinateSystem: rule.coordinateSystem },
          sourceAreaLabel:
            fields.areaLabel === undefined ? null : fieldValue(fields.areaLabel, values) || null,
          partSourceId: null,
          reporterName: null,
          reporterPhone: null,
          reportedAt,
          dueAt: dueText === '' ? null : (instantOf(dueText, rule.timeFormat, profile.city.timeZone) ?? null),
          steps: stepsOf(status, reportedAt, endedAt, profile.city.name, department?.code ?? null),
        })
      }
    }
  }
  const duties = [...handledBy].map(([categoryCode, counts]): BundleDuty => {
    const [departmentCode] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!
    return { categoryCode, areaCode: null, departmentCode }
  })
  return {
    cases,
    categories: [...categories.values()],
    duties,
    departments: [...departments.values()],
    rowOf,
  }
}

function departmentOf(name: string, departments: Map<string, BundleDepartment>): BundleDepartment {
  let department = departments.get(name)
  if (!department) {
    department = { code: slug(name), name, nameEn: name, kind: 'bureau', integrationLevel: 3, areaCode: null }
    departments.set(name, department)
  }
  return department
}

function foundByOf(value: string): BundleCase['foundBy'] {
  return value === 'us' || value === 'machine' ? value : 'public'
}

type Place = {
  readonly lngLat: readonly [number, number] | null
  readonly x: number | null
  readonly y: number | null
  readonly problem?: string
  readonly reason: 'no_coordinates' | 'suspect_coordinates' | 'bad_value'
}

function placeOf(xText: string, yText: string, rejectsWholeDegrees: boolean): Place {
  if (xText === '' || yText === '')
    return {
      lngLat: null,
      x: null,
      y: null,
      problem: 'The row has no coordinates.',
      reason: 'no_coordinates',
    }
  const x = Number(xText)
  const y = Number(yText)
  if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 180 || Math.abs(y) > 90) {
    return {
      lngLat: null,
      x: null,
      y: null,
      problem: `(${xText}, ${yText}) is not a longitude and a latitude.`,
      reason: 'bad_value',
    }
  }
  if (rejectsWholeDegrees && (Number.isInteger(x) || Number.isInteger(y))) {
    return {
      lngLat: null,
      x,
      y,
      problem: `(${xText}, ${yText}) is rounded to whole degrees, up to 111 km off.`,
      reason: 'suspect_coordinates',
    }
  }
  return { lngLat: [x, y], x, y, reason: 'no_coordinates' }
}

/** The source tells when a request came and when it was closed; the steps between stand at those two moments. */
function stepsOf(
  status: 'open' | 'closed' | 'canceled',
  reportedAt: string,
  endedAt: string,
  actorName: string,
  departmentCode: string | null,
): BundleCase['steps'] {
  const step = (verb: CaseVerb, toState: CaseState, at: string) => ({
    verb,
    toState,
    at,
    actorName,
    departmentCode,
    unitCode: null,
    note: '',
  })
  const report = step('report', 'reported', reportedAt)
  if (status === 'canceled') return [report, step('cancel', 'canceled', endedAt)]
  const opened = [report, step('accept', 'accepted', reportedAt), step('register', 'registered', reportedAt)]
  if (departmentCode === null && status === 'open') return opened
  const dispatched = [...opened, step('dispatch', 'dispatched', reportedAt)]
  if (status === 'open') return dispatched
  return [
    ...dispatched,
    step('sign', 'signed', endedAt),
    step('handle', 'handled', endedAt),
    step('feed_back', 'fed_back', endedAt),
    step('check_pass', 'closed', endedAt),
  ]
}
