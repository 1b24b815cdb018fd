import type { Translated } from '../../_i18n/translated.ts'

const zh = {
  title: '依据',
  noCategory: '定类别后显示依据',
  articles: '条文',
  noArticle: '该类事项尚未关联法规条文',
  summary: '摘要，以公布文本为准',
  duty: '责任',
  limit: '时限',
  closing: '结案条件',
  stage: { dispatch: '分拨', handle: '处置', check: '核查', total: '全程' },
  more: '另 {n, number} 条',
  clock: {
    urgent: '{time}（全天计时）',
    work_hours: '{time}（工作时）',
    work_days: '{n, number} 个工作日',
    natural_days: '{n, number} 天',
  },
}

const en: Translated<typeof zh> = {
  title: 'Basis',
  noCategory: 'Shown once the category is known',
  articles: 'Articles',
  noArticle: 'No article is linked to this category yet',
  summary: 'a summary; the published text decides',
  duty: 'Duty',
  limit: 'Limit',
  closing: 'Closed when',
  stage: { dispatch: 'Dispatch', handle: 'Handle', check: 'Check', total: 'In all' },
  more: '{n, number} more',
  clock: {
    urgent: '{time}, around the clock',
    work_hours: '{time} of work',
    work_days: '{n, plural, one {# workday} other {# workdays}}',
    natural_days: '{n, plural, one {# day} other {# days}}',
  },
}

export const messages = { zh, en }
