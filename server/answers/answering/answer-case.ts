import { listCaseRows } from '../../cases/case-rows.ts'
import { withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { followReport } from '../../reports/follow-report.ts'
import type { AnswerPart } from '../answer.ts'
import { named } from '../answer.ts'
import { stateWords } from '../machine-words.ts'
import type { Reading } from '../reading/reading.ts'
import type { Answered, Asked } from './asked.ts'
import { momentWords } from './moment-words.ts'

type CaseReading = Extract<Reading, { intent: 'case' }>
const STATUS = { zh: '进度', en: 'Status' }

/** How far a case is: for staff by its number within their reach, for anybody by the link that the reporter was given. */
export function answerCase(asked: Asked, { number, followToken }: CaseReading): Promise<Answered> | Answered {
  if (followToken) return byToken(asked, followToken)
  return asked.isPublic ? onlyByToken() : byNumber(asked, number!)
}

async function byNumber({ services, reader, timeZone }: Asked, number: string): Promise<Answered> {
  const [row] = await withScope(services.db, reader, async (trx) => {
    const found = await trx
      .selectFrom('case_record')
      .select('case_id')
      .where('number', 'in', [number, number.toUpperCase()])
      .executeTakeFirst()
    return found ? listCaseRows(trx, [found.case_id], services.clock.now()) : []
  })
  if (!row)
    return noSuchCase(
      '没有这个案号，或不在您的辖区。',
      'There is no such case, or it lies outside your areas.',
    )
  const state = stateWords(row.state)
  const due = row.runningDueAt && momentWords(row.runningDueAt, timeZone)
  const department = row.departmentName
    ? named({ name: row.departmentName, nameEn: row.departmentNameEn })
    : null
  const category = row.categoryName ? named({ name: row.categoryName, nameEn: row.categoryNameEn }) : null
  const level = {
    normal: { zh: '未超期', en: 'in time' },
    near: { zh: '临近时限', en: 'near its limit' },
    overdue: { zh: '已超期', en: 'overdue' },
  }[row.clockLevel]
  return {
    parts: [
      {
        title: STATUS,
        text: {
          zh: [
            `${category?.zh ?? '未定类别'}，${state.zh}`,
            department && `由${department.zh}办理`,
            due && `时限 ${due.zh}（${level.zh}）`,
            row.isPaused && '时钟暂停中',
          ]
            .filter(Boolean)
            .join('；')
            .concat('。'),
          en: [
            `${category?.en ?? 'No category yet'}, ${state.en}`,
            department && `with ${department.en}`,
            due && `due ${due.en} (${level.en})`,
            row.isPaused && 'its clock stands',
          ]
            .filter(Boolean)
            .join('; ')
            .concat('.'),
        },
        sources: [0],
      },
    ],
    sources: [
      {
        kind: 'case',
        title: { zh: `案件 ${row.number}`, en: `Case ${row.number}` },
        detail: { zh: row.areaName, en: row.areaNameEn || row.areaName },
        href: `/cases/${row.caseId}`,
      },
    ],
  }
}

async function byToken({ services, timeZone }: Asked, followToken: string): Promise<Answered> {
  try {
    const report = await followReport(services, followToken)
    const state = report.state && stateWords(report.state)
    const last = report.steps.at(-1)
    const at = last && momentWords(last.at, timeZone)
    const department = report.departmentName
      ? named({ name: report.departmentName, nameEn: report.departmentNameEn })
      : null
    return {
      parts: [
        {
          title: STATUS,
          text: {
            zh: `${[state ? state.zh : '已收到', department && `由${department.zh}办理`, at && `最近一步 ${at.zh}`].filter(Boolean).join('；')}。`,
            en: `${[state ? state.en : 'received', department && `with ${department.en}`, at && `last step ${at.en}`].filter(Boolean).join('; ')}.`,
          },
          sources: [0],
        },
      ],
      sources: [
        {
          kind: 'case',
          title: { zh: `案件 ${report.caseNumber}`, en: `Case ${report.caseNumber}` },
          detail: { zh: '上报人查询页', en: 'The reporter’s page' },
          href: `/report/${followToken}`,
        },
      ],
    }
  } catch (error) {
    if (error instanceof CodedError && error.code === 'REPORT_NOT_FOUND')
      return noSuchCase('没有这个查询码，请核对链接。', 'There is no such link; check what you copied.')
    throw error
  }
}

function onlyByToken(): Answered {
  const part: AnswerPart = {
    title: STATUS,
    text: {
      zh: '案号人人可见，所以不能凭案号查别人的案件。请打开上报成功后给您的查询链接，或把链接末尾的查询码发到这里。',
      en: 'A number can be read by anybody, so it does not open a case. Open the link you were given after reporting, or paste the code at its end here.',
    },
    sources: [],
  }
  return { intent: 'refused', parts: [part], sources: [] }
}

function noSuchCase(zh: string, en: string): Answered {
  return {
    intent: 'unknown',
    reason: 'no_such_case',
    parts: [{ title: STATUS, text: { zh, en }, sources: [] }],
    sources: [],
  }
}
