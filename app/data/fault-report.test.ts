import { expect, test } from 'vitest'
import { faultReport } from './fault-report.ts'

test('a fault is a line with row, field, reason and what was expected; nothing runs as a formula', () => {
  const faults = [
    {
      row: 3,
      field: 'lat',
      code: 'BAD_COORDINATE',
      zh: 'lat 不是数字',
      en: 'lat is no number',
      expected: { zh: '十进制数，如 118.8032', en: 'a decimal, "118.8"' },
    },
    { row: null, field: '=1+1', code: 'ENCODING', zh: '按 GBK 读取', en: 'read as GBK' },
  ]
  const header = ['行', '字段', '代码', '原因', '应为'] as const
  expect(faultReport(faults, 'zh', header)).toBe(
    "\ufeff行,字段,代码,原因,应为\r\n3,lat,BAD_COORDINATE,lat 不是数字,十进制数，如 118.8032\r\n,'=1+1,ENCODING,按 GBK 读取,\r\n",
  )
  expect(faultReport(faults.slice(0, 1), 'en', header)).toContain('lat is no number,"a decimal, ""118.8"""')
})
