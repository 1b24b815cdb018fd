import { describe, expect, it } from 'vitest'
import { chooseDepartment } from './choose-department.ts'

const chain = [
  { areaId: 30, name: '柳岸社区', nameEn: 'Liuan', level: 'community' },
  { areaId: 20, name: '临江街道', nameEn: 'Linjiang', level: 'subdistrict' },
  { areaId: 1, name: '临江区', nameEn: 'Linjiang District', level: 'district' },
] as const

describe('chooseDepartment', () => {
  it('takes the entry of the smallest area, then that of the city', () => {
    const duties = [
      { dutyId: 1, areaId: null, departmentId: 100 },
      { dutyId: 2, areaId: 20, departmentId: 200 },
    ]
    expect(chooseDepartment(chain, duties, [])).toMatchObject({
      departmentId: 200,
      reason: { how: 'duty', dutyId: 2, areaId: 20 },
    })
    expect(chooseDepartment(chain.slice(2), duties, [])).toMatchObject({
      departmentId: 100,
      reason: { areaId: null },
    })
  })
  it('passes over who only shares data, and says whom', () => {
    const sharesOnly = { name: '通信公司', nameEn: 'Telecom' }
    const duties = [
      { dutyId: 1, areaId: 20, departmentId: 100, sharesOnly },
      { dutyId: 2, areaId: null, departmentId: 200 },
    ]
    expect(chooseDepartment(chain, duties, [])).toEqual({
      departmentId: 200,
      reason: {
        how: 'duty',
        dutyId: 2,
        areaId: null,
        zh: '权责清单：全市由该部门主管；通信公司只共享数据，不接案件',
        en: 'Duty list: in charge in the whole city; Telecom only shares its data and takes no cases',
      },
    })
    expect(chooseDepartment(chain, duties.slice(0, 1), [{ departmentId: 7, areaId: 20 }])).toMatchObject({
      departmentId: 7,
      reason: { how: 'territory' },
    })
  })
  it('falls to the territory where the list is silent, and to a person where there is none', () => {
    expect(chooseDepartment(chain, [], [{ departmentId: 7, areaId: 20 }])).toMatchObject({
      departmentId: 7,
      reason: { how: 'territory', areaId: 20 },
    })
    expect(chooseDepartment(chain, [], [])).toMatchObject({ departmentId: null, reason: { how: 'none' } })
    expect(chooseDepartment([], [], [{ departmentId: 7, areaId: 20 }])).toMatchObject({ departmentId: null })
  })
})
