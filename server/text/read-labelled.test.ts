import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { readLabelled } from './read-labelled.ts'

const columns = { text: 'text', label: 'label', title: 'title' }
const csv = 'title,text,label\n路灯,"灯,不亮",0118\n,,0118\n井盖,松了,\n,垃圾没人收,0102\n'

it.each([
  ['UTF-8', Buffer.from(csv)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)],
  ['GB 18030', iconv.encode(csv, 'gb18030')],
])('keeps the good rows of a file in %s and names the others', (_, bytes) => {
  const { texts, problems } = readLabelled(bytes, columns)
  expect(texts).toEqual([
    { title: '路灯', text: '灯,不亮', label: '0118' },
    { title: '', text: '垃圾没人收', label: '0102' },
  ])
  expect(problems).toEqual([
    { row: 3, field: 'text', reason: 'empty' },
    { row: 4, field: 'label', reason: 'empty' },
  ])
})

it('says which column is missing and which there are', () => {
  expect(() => readLabelled(Buffer.from('a,b\n1,2\n'), columns)).toThrow(/No column "text".*a, b/)
})
