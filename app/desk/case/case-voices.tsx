'use client'

import { useTranslations } from 'next-intl'
import { useMoment } from '../use-moment.ts'
import type { CaseDetail } from './case-detail.ts'
import { Section } from './section.tsx'

/** What else was said of it: repeats, chasing calls and merged reports, each in its reporter's own words. */
export function CaseVoices({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('desk')
  const channel = useTranslations('vocabulary.channel')
  const momentOf = useMoment()
  const others = detail.reports.slice(1)
  if (others.length === 0) return null
  return (
    <Section title={t('voices', { count: others.length })}>
      <ul className="flex flex-col gap-2">
        {others.map((report) => (
          <li key={report.reportId}>
            <p className="whitespace-pre-wrap">{report.description}</p>
            <p className="text-muted">
              {momentOf(report.reportedAt)} · {channel(report.channel as Parameters<typeof channel>[0])}
              {report.isConfidential && ` · ${t('confidential')}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
