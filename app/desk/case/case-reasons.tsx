'use client'

import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { durationText } from '../../_ui/duration-text.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import type { CaseDetail } from './case-detail.ts'
import { Fact, Section } from './section.tsx'

/** Why the case lies in this grid, why this department has it, which rule decided, how long each stage may take. */
export function CaseReasons({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('desk')
  const format = useFormatter()
  const { locale } = usePreferences()
  const rule = detail.ruleReason as RuleReasonShape | null
  const place = detail.locateReason as { zh: string; en: string } | null
  const department = detail.departmentReason as { zh: string; en: string } | null
  return (
    <Section title={t('whyHere')}>
      <dl>
        <Fact name={t('placeReason')}>{place?.[locale]}</Fact>
        <Fact name={t('departmentReason')}>{department?.[locale]}</Fact>
        <Fact name={t('ruleReason')}>{rule && <RuleSaid rule={rule} />}</Fact>
        <Fact name={t('limits')}>
          {detail.limits.length > 0 && (
            <ul>
              {detail.limits.map(({ stage, clock, amount, dueAt }) => (
                <li key={stage} className="flex flex-wrap gap-x-2">
                  <span>{t(`stage.${stage}`)}</span>
                  <span>
                    {clock === 'work_days' || clock === 'natural_days'
                      ? t('amountDays', { amount })
                      : durationText(amount, locale)}
                  </span>
                  <span className="text-muted">
                    {t(`clock.${clock}`)}
                    {dueAt &&
                      ` · ${t('due', {
                        time: format.dateTime(new Date(dueAt), 'moment'),
                      })}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t('appraisal')}>
          {detail.appraisal && (
            <>
              <AppraisedPoints appraisal={detail.appraisal} />
              <RuleSaid rule={detail.appraisal} />
            </>
          )}
        </Fact>
      </dl>
    </Section>
  )
}

/** What counts, what was calculated where an appeal has moved it, and the sheet that it stands on. */
function AppraisedPoints({
  appraisal: { points, adjustedPoints, month },
}: {
  appraisal: NonNullable<CaseDetail['appraisal']>
}) {
  const t = useTranslations('desk')
  const format = useFormatter()
  const said = (n: number) => t('points', { n, points: format.number(n, { signDisplay: 'exceptZero' }) })
  return (
    <>
      {adjustedPoints !== null && <del className="mr-2 text-muted tabular-nums">{said(points)}</del>}
      <b className="mr-2 font-semibold tabular-nums" data-points={adjustedPoints ?? points}>
        {said(adjustedPoints ?? points)}
      </b>
      {month && (
        <Link href={`/appraisal?month=${month}`} className="mr-2 text-accent hover:underline">
          {t('onSheet', { month })}
        </Link>
      )}
    </>
  )
}

/** What a rule said, and which row of which version said it. */
function RuleSaid({ rule }: { rule: RuleReasonShape }) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  return (
    <>
      {rule[locale]}
      <span className="block text-muted">
        {rule.rowId === ''
          ? t('ruleVersion', { code: rule.ruleCode, version: rule.ruleVersion })
          : t('ruleRow', {
              code: rule.ruleCode,
              version: rule.ruleVersion,
              row: locale === 'zh' ? rule.rowDescription || rule.rowId : rule.rowId,
            })}
      </span>
    </>
  )
}

type RuleReasonShape = {
  ruleCode: string
  ruleVersion: number
  rowId: string
  rowDescription: string
  zh: string
  en: string
}
