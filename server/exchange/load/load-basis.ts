import { sql } from 'kysely'
import type {
  BundleCategory,
  BundleDuty,
  BundleEquipmentKind,
  BundleEscalationLimit,
  BundleRule,
} from '../bundle.ts'
import { insertRows, jsonColumn, textArrayColumn } from './insert-rows.ts'
import { currentIds } from './load-geography.ts'
import { idsByCode } from './load-organization.ts'
import { loadRegulations } from './load-regulations.ts'
import { inTransaction, type Loader } from './loader.ts'

/** The dictionary with its limits, the duty list, the calendar and the rules. A rule that is there keeps its version. */
export async function loadBasis(loader: Loader): Promise<void> {
  const { bundle } = loader
  await inTransaction(loader, async (trx) => {
    await insertRows<BundleCategory>(
      trx,
      {
        table: 'category',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'national_code', type: 'text', value: ({ nationalCode }) => nationalCode },
          { name: 'kind', type: 'text', value: ({ kind }) => kind },
          { name: 'class_code', type: 'text', value: ({ classCode }) => classCode },
          { name: 'class_name', type: 'text', value: ({ className }) => className },
          { name: 'class_name_en', type: 'text', value: ({ classNameEn }) => classNameEn },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          { name: 'severity', type: 'text', value: ({ severity }) => severity },
          { name: 'skill', type: 'text', value: ({ skill }) => skill },
          { name: 'closing', type: 'text', value: ({ closing }) => closing ?? '' },
          { name: 'closing_en', type: 'text', value: ({ closingEn }) => closingEn ?? '' },
          {
            name: 'service_life_years',
            type: 'real',
            value: ({ serviceLifeYears }) => serviceLifeYears ?? null,
          },
          textArrayColumn('equipment', ({ equipment }) => equipment ?? []),
        ],
        conflict: sql`on conflict (code) do nothing`,
      },
      bundle.categories,
    )
    await insertRows<BundleEquipmentKind>(
      trx,
      {
        table: 'equipment_kind',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          textArrayColumn('words', ({ words }) => words),
        ],
        conflict: sql`on conflict (code) do nothing`,
      },
      bundle.equipmentKinds ?? [],
    )
    const categoryIds = await idsByCode(trx, 'category')
    const departmentIds = await idsByCode(trx, 'department')
    const areaIds = await currentIds(trx, 'area', bundle.sourceSystem)
    await insertRows(
      trx,
      {
        table: 'category_limit',
        columns: [
          { name: 'category_id', type: 'int', value: (row) => row.categoryId },
          { name: 'stage', type: 'text', value: (row) => row.stage },
          { name: 'clock', type: 'text', value: (row) => row.clock },
          { name: 'amount', type: 'real', value: (row) => row.amount },
        ],
        conflict: sql`on conflict do nothing`,
      },
      bundle.categories.flatMap(({ code, limits }) =>
        limits.map((limit) => ({ ...limit, categoryId: categoryIds.get(code) })),
      ),
    )
    await insertRows<BundleDuty>(
      trx,
      {
        table: 'duty',
        columns: [
          { name: 'category_id', type: 'int', value: ({ categoryCode }) => categoryIds.get(categoryCode) },
          {
            name: 'area_id',
            type: 'int',
            value: ({ areaCode }) => (areaCode === null ? null : (areaIds.get(areaCode) ?? null)),
          },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) => departmentIds.get(departmentCode),
          },
          { name: 'kind', type: 'text', value: ({ kind }) => kind ?? '' },
          { name: 'level', type: 'text', value: ({ level }) => level ?? '' },
        ],
        conflict: sql`on conflict do nothing`,
      },
      bundle.duties,
    )
    await insertRows(
      trx,
      {
        table: 'calendar_day',
        columns: [
          { name: 'day', type: 'date', value: ({ day }) => day },
          { name: 'is_workday', type: 'boolean', value: ({ isWorkday }) => isWorkday },
          { name: 'name', type: 'text', value: ({ name }) => name },
        ],
        conflict: sql`on conflict (day) do update set is_workday = excluded.is_workday, name = excluded.name`,
      },
      bundle.calendar.days,
    )
    await insertRows(
      trx,
      {
        table: 'work_period',
        columns: [
          { name: 'start_minute', type: 'smallint', value: ({ startMinute }) => startMinute },
          { name: 'end_minute', type: 'smallint', value: ({ endMinute }) => endMinute },
        ],
        conflict: sql`on conflict (start_minute) do update set end_minute = excluded.end_minute`,
      },
      bundle.calendar.workPeriods,
    )
    await insertRows<BundleEscalationLimit>(
      trx,
      {
        table: 'escalation_limit',
        columns: [
          { name: 'severity', type: 'text', value: ({ severity }) => severity },
          { name: 'sign_minutes', type: 'int', value: ({ signMinutes }) => signMinutes },
          { name: 'verify_minutes', type: 'int', value: ({ verifyMinutes }) => verifyMinutes },
          { name: 'returns', type: 'smallint', value: ({ returns }) => returns },
          { name: 'unread_minutes', type: 'int', value: ({ unreadMinutes }) => unreadMinutes },
        ],
        // What people have set stays.
        conflict: sql`on conflict (severity, department_id) do update set sign_minutes = excluded.sign_minutes,
          verify_minutes = excluded.verify_minutes, returns = excluded.returns, unread_minutes = excluded.unread_minutes
          where escalation_limit.updated_by = ''`,
      },
      bundle.escalationLimits ?? [],
    )
    await insertRows<BundleRule>(
      trx,
      {
        table: 'rule',
        columns: [
          { name: 'code', type: 'text', value: ({ code }) => code },
          { name: 'kind', type: 'text', value: ({ kind }) => kind },
          { name: 'name', type: 'text', value: ({ name }) => name },
          { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
          jsonColumn('content', ({ content }) => content),
          {
            name: 'valid',
            type: 'text',
            value: () => `[${bundle.validFrom},)`,
            as: (column) => sql`${column}::tstzrange`,
          },
        ],
        conflict: sql`on conflict (code, version) do nothing`,
      },
      bundle.rules,
    )
  })
  await loadRegulations(loader)
  loader.onProgress('basis', 1)
}
