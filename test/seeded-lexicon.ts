import { categories } from '../seed/packs/city-management/categories.ts'
import { departments } from '../seed/packs/city-management/departments.ts'
import { regulations } from '../seed/packs/city-management/regulations/regulations.ts'
import { Lexicon } from '../server/answers/reading/lexicon.ts'
import { shippedModel } from '../server/text/shipped-models.ts'

const SUBDISTRICTS = [
  ['古城街道', 'Gucheng Subdistrict'],
  ['望江街道', 'Wangjiang Subdistrict'],
  ['西渡街道', 'Xidu Subdistrict'],
  ['站前街道', 'Zhanqian Subdistrict'],
  ['镜湖街道', 'Jinghu Subdistrict'],
  ['南苑街道', 'Nanyuan Subdistrict'],
  ['云江新城街道', 'Yunjiang New Town Subdistrict'],
  ['学府街道', 'Xuefu Subdistrict'],
  ['东港街道', 'Donggang Subdistrict'],
  ['沙洲镇', 'Shazhou Town'],
] as const

/** The names of the seeded city, without a database; ids are places in the lists, counted from 1. */
export function seededLexicon(): Lexicon {
  const { classifier } = shippedModel('category')
  const district = { areaId: 1, level: 'district' as const, parentAreaId: null }
  return new Lexicon({
    categories: categories.map((category, i) => ({ ...category, categoryId: i + 1 })),
    areas: [
      { ...district, name: '临江区', nameEn: 'Linjiang District' },
      ...SUBDISTRICTS.map(([name, nameEn], i) => ({
        areaId: i + 2,
        level: 'subdistrict' as const,
        parentAreaId: 1,
        name,
        nameEn,
      })),
      { areaId: 101, level: 'community', parentAreaId: 2, name: '古井社区', nameEn: 'Gujing Community' },
    ],
    regulations: regulations.map((regulation, i) => ({ ...regulation, regulationId: i + 1 })),
    departments: departments.map((department, i) => ({ ...department, departmentId: i + 1 })),
    roads: [
      { name: '解放路', nameEn: 'Jiefang Road' },
      { name: '滨江大道', nameEn: 'Binjiang Avenue' },
    ],
    guess: (text) =>
      classifier
        .rank(text)
        .slice(0, 6)
        .map(({ label, score }) => ({ code: label, score })),
  })
}
