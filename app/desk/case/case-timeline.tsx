'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, type Locale } from '../../_i18n/locale.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import type { CaseDetail } from './case-detail.ts'
import { Section } from './section.tsx'

const unitVerbs: ReadonlySet<string> = new Set(['dispatch', 'sign', 'handle'])

/** Every step: what, when, by whom, with the note. The latest is first. */
export function CaseTimeline({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('desk')
  const verbs = useTranslations('vocabulary.done')
  const role = useTranslations('vocabulary.role')
  const format = useFormatter()
  const { locale } = usePreferences()
  const steps = detail.steps.toReversed()
  return (
    <Section title={t('timeline')}>
      {(detail.returnCount > 0 || detail.reworkCount > 0) && (
        <p className="mb-2 text-near">
          {t('counts', { returns: detail.returnCount, reworks: detail.reworkCount })}
        </p>
      )}
      <ol className="relative ml-1.5 border-l pl-4">
        {steps.map((step, index) => {
          const who = [
            step.actorName || t('system'),
            role.has(step.actorRole as 'admin') && role(step.actorRole as 'admin'),
          ]
          const to = [
            inLocale(locale, step.departmentName, step.departmentNameEn),
            // The unit belongs to the steps that send it or that it takes itself.
            unitVerbs.has(step.verb) && inLocale(locale, step.unitName, step.unitNameEn),
          ]
          return (
            <li key={step.stepId} className="relative pb-3 last:pb-0" data-verb={step.verb}>
              <span
                aria-hidden
                className={`absolute top-1.5 -left-[1.3rem] size-2 rounded-full border ${index === 0 ? 'border-accent bg-accent' : 'border-line-strong bg-panel'}`}
              />
              <div className="flex items-baseline justify-between gap-2">
                <span className="font-medium">{verbs(step.verb)}</span>
                <time dateTime={step.at} className="shrink-0 text-muted">
                  {format.dateTime(new Date(step.at), 'momentSeconds')}
                </time>
              </div>
              <div className="text-muted">{[...new Set([...who, ...to])].filter(Boolean).join(' · ')}</div>
              {noteOf(step, locale) && <p className="mt-0.5 whitespace-pre-wrap">{noteOf(step, locale)}</p>}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

type Said = { readonly zh: string; readonly en: string }

/** What a rule said is there in both languages; what a person wrote stays as it was written. */
function noteOf(step: CaseDetail['steps'][number], locale: Locale): string {
  const { rule, verifier, en } = step.data as { rule?: Said; verifier?: Said; en?: string }
  if (locale === 'zh' || step.actorRole !== 'rule') return step.note
  return en || [rule?.en, verifier?.en].filter(Boolean).join('; ') || step.note
}
