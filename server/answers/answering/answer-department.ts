import { listDuties } from '../../basis/list-duties.ts'
import { both, listedWords, type Words } from '../answer.ts'
import type { Reading } from '../reading/reading.ts'
import { type Answered, type Asked, SourceList } from './asked.ts'

/** What a department answers for. */
export async function answerDepartment(
  asked: Asked,
  { department }: Extract<Reading, { intent: 'department' }>,
): Promise<Answered> {
  const { services, reader } = asked
  const duties = (await listDuties(services, reader)).filter(
    ({ departmentId }) => departmentId === department.departmentId,
  )
  const mandate = await services.db
    .selectFrom('department')
    .select(['mandate', 'mandate_en'])
    .where('department_id', '=', department.departmentId)
    .executeTakeFirst()
  const sources = new SourceList(asked)
  const source = sources.add({
    kind: 'duty',
    title: { zh: '权责清单', en: 'Duty list' },
    detail: { zh: department.name, en: department.nameEn || department.name },
    href: `/basis?tab=duties&department=${encodeURIComponent(department.code)}`,
  })
  const byClass = [...Map.groupBy(duties, ({ className }) => className).values()]
  const lines = byClass.map((own): Words => {
    const names = [...new Map(own.map((duty) => [duty.categoryId, duty])).values()].map((duty) => ({
      zh: duty.categoryName,
      en: duty.categoryNameEn || duty.categoryName,
    }))
    const [first] = own
    return {
      zh: `${first!.className}：${listedWords(names, 'zh')}`,
      en: `${first!.classNameEn || first!.className}: ${listedWords(names, 'en')}`,
    }
  })
  return {
    parts: [
      ...(mandate?.mandate
        ? [
            {
              title: { zh: '职责', en: 'Mandate' },
              text: { zh: mandate.mandate, en: mandate.mandate_en || mandate.mandate },
              sources: [],
            },
          ]
        : []),
      {
        title: { zh: '负责的事项', en: 'Answers for' },
        text:
          lines.length > 0
            ? both((language) => lines.map((line) => line[language]).join('\n'))
            : { zh: '权责清单上没有它的事项。', en: 'The duty list names no matter of it.' },
        sources: [source],
      },
    ],
    sources: sources.all,
  }
}
