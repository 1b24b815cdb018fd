import type { AreaLevel } from '../exchange/bundle.ts'

/** An area that a place lies in; the chain runs from the smallest up to the city. */
export type ChainArea = {
  readonly areaId: number
  readonly name: string
  readonly nameEn: string
  readonly level: AreaLevel
}
type DutyEntry = {
  readonly dutyId: number
  readonly areaId: number | null
  readonly departmentId: number
  /** It only shares its data, and is passed over by name; undefined where it takes cases. */
  readonly sharesOnly?: Named
}
type Named = { readonly name: string; readonly nameEn: string }
/** A department whose charge is an area: it takes what nobody's duty list names. */
type TerritorialDepartment = { readonly departmentId: number; readonly areaId: number }

export type DepartmentReason = {
  readonly how: 'duty' | 'territory' | 'person' | 'none'
  readonly dutyId?: number
  readonly areaId?: number | null
  readonly zh: string
  readonly en: string
}
export type DepartmentChoice = { readonly departmentId: number | null; readonly reason: DepartmentReason }

/**
 * Who is in charge: the duty list's entry for the smallest area that holds the place, then the entry for the whole
 * city, then the subdistrict's own department (属地兜底). Whoever only shares its data takes no case and is passed over,
 * which the reason says. Nobody: a person decides.
 */
export function chooseDepartment(
  chain: readonly ChainArea[],
  duties: readonly DutyEntry[],
  territorial: readonly TerritorialDepartment[],
): DepartmentChoice {
  const able = duties.filter((entry) => !entry.sharesOnly)
  const passed = duties.flatMap((entry) => entry.sharesOnly ?? [])
  const { departmentId, reason } = choose(chain, able, territorial)
  const [first] = passed
  if (!first) return { departmentId, reason }
  const zh = `${reason.zh}；${first.name}只共享数据，不接案件`
  const en = `${reason.en}; ${first.nameEn || first.name} only shares its data and takes no cases`
  return { departmentId, reason: { ...reason, zh, en } }
}

function choose(
  chain: readonly ChainArea[],
  duties: readonly DutyEntry[],
  territorial: readonly TerritorialDepartment[],
): DepartmentChoice {
  for (const area of chain) {
    const duty = duties.find((entry) => entry.areaId === area.areaId)
    if (!duty) continue
    const zh = `权责清单：${area.name}范围内由该部门主管`
    const en = `Duty list: in charge within ${area.nameEn || area.name}`
    return {
      departmentId: duty.departmentId,
      reason: { how: 'duty', dutyId: duty.dutyId, areaId: area.areaId, zh, en },
    }
  }
  const citywide = duties.find((entry) => entry.areaId === null)
  if (citywide) {
    const zh = '权责清单：全市由该部门主管'
    const en = 'Duty list: in charge in the whole city'
    return {
      departmentId: citywide.departmentId,
      reason: { how: 'duty', dutyId: citywide.dutyId, areaId: null, zh, en },
    }
  }
  for (const area of chain) {
    const department = territorial.find((entry) => entry.areaId === area.areaId)
    if (!department) continue
    const zh = `权责清单未列明，属地兜底：${area.name}`
    const en = `Not on the duty list; falls to its territory: ${area.nameEn || area.name}`
    return {
      departmentId: department.departmentId,
      reason: { how: 'territory', areaId: area.areaId, zh, en },
    }
  }
  const zh = '权责清单未列明，也无属地部门：请人工指定'
  const en = 'Not on the duty list and no territorial department: choose one by hand'
  return { departmentId: null, reason: { how: 'none', zh, en } }
}
