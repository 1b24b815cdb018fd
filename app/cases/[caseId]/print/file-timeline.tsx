import { useTranslations } from 'next-intl'
import { inLocale } from '../../../_i18n/locale.ts'
import { usePreferences } from '../../../_ui/preferences.tsx'
import type { CaseDetail } from '../../../desk/case/case-detail.ts'

type Rule = { ruleCode?: string; ruleVersion?: number; rowId?: string; zh?: string; en?: string }

/** Every step from the first: when, what, who, why; of an automatic one the rule and its row. */
export function FileTimeline({
  steps,
  time,
}: {
  steps: CaseDetail['steps']
  time: (at: string | null) => string
}) {
  const t = useTranslations('file')
  const desk = useTranslations('desk')
  const verbs = useTranslations('vocabulary.done')
  const roles = useTranslations('vocabulary.role')
  const { locale } = usePreferences()
  return (
    <section className="border-t py-3">
      <h2 className="mb-1.5 font-semibold">{t('timeline')}</h2>
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b text-left text-muted">
            <th scope="col" className="py-1 pr-2 font-normal">
              {t('when')}
            </th>
            <th scope="col" className="py-1 pr-2 font-normal">
              {t('what')}
            </th>
            <th scope="col" className="py-1 pr-2 font-normal">
              {t('who')}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t('why')}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const rule = (step.data as { rule?: Rule }).rule
            const who = [
              step.actorName || desk('system'),
              roles.has(step.actorRole as 'admin') && roles(step.actorRole as 'admin'),
              inLocale(locale, step.departmentName, step.departmentNameEn),
              inLocale(locale, step.unitName, step.unitNameEn),
            ]
            const said = rule?.[locale]
            return (
              <tr key={step.stepId} data-verb={step.verb} className="break-inside-avoid border-b align-top">
                <td className="py-1 pr-2 whitespace-nowrap tabular-nums">{time(step.at)}</td>
                <td className="py-1 pr-2 font-medium">{verbs(step.verb)}</td>
                <td className="py-1 pr-2">{[...new Set(who)].filter(Boolean).join(' · ')}</td>
                <td className="py-1">
                  {step.note}
                  {said && said !== step.note && <span className="block">{said}</span>}
                  {rule?.ruleCode && (
                    <span className="block text-muted">
                      {t('byRule', {
                        code: rule.ruleCode,
                        version: rule.ruleVersion ?? 0,
                        row: rule.rowId ?? '',
                      })}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
