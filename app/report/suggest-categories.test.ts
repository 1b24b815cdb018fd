import { expect, test } from 'vitest'
import { suggestCategories } from './suggest-categories.ts'

const categories = Object.freeze([
  { categoryId: 1, name: '井盖', nameEn: 'Manhole cover' },
  { categoryId: 2, name: '路灯', nameEn: 'Street lamp' },
  { categoryId: 3, name: '机动车乱停放', nameEn: 'Illegal parking' },
  { categoryId: 4, name: '非机动车乱停放', nameEn: 'Bicycles parked in the way' },
])
const namesOf = (text: string) => suggestCategories(text, categories, 2).map(({ name }) => name)

test.each([
  ['门口的井盖破了', ['井盖']],
  ['巷子里灯不亮', ['路灯']],
  ['有人乱停车', ['机动车乱停放', '非机动车乱停放']],
  ['The manhole is open', ['井盖']],
  ['', []],
  ['xyz', []],
])('%s', (text, names) => expect(namesOf(text)).toEqual(names))
