import { useTranslations } from 'next-intl'
import { inLocale } from '../../../_i18n/locale.ts'
import { usePreferences } from '../../../_ui/preferences.tsx'
import type { CaseDetail } from '../../../desk/case/case-detail.ts'

/** The steps that somebody answers for by name. */
const signed = [
  'accept',
  'register',
  'dispatch',
  'adjudicate',
  'sign',
  'handle',
  'feed_back',
  'self_handle',
  'check_pass',
  'force_close',
  'cancel',
  'void',
]

/** Who answers for which step, as recorded, with room to sign; the last time that it was taken counts. */
export function FileSignatures({
  steps,
  time,
}: {
  steps: CaseDetail['steps']
  time: (at: string | null) => string
}) {
  const t = useTranslations('file')
  const desk = useTranslations('desk')
  const verbs = useTranslations('vocabulary.done')
  const { locale } = usePreferences()
  const rows = signed.flatMap((verb) => steps.findLast((step) => step.verb === verb) ?? [])
  rows.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  if (rows.length === 0) return null
  return (
    <section className="break-inside-avoid py-3">
      <h2 className="mb-1.5 font-semibold">{t('signatures')}</h2>
      <table className="w-full border-collapse">
        <tbody>
          {rows.map((step) => (
            <tr key={step.stepId} className="border">
              <th scope="row" className="w-[26mm] border-r px-2 py-1.5 text-left font-normal text-muted">
                {verbs(step.verb)}
              </th>
              <td className="border-r px-2 py-1.5">
                {step.actorName || desk('system')}
                {step.departmentName && (
                  <span className="block text-sm text-muted">
                    {inLocale(locale, step.departmentName, step.departmentNameEn)}
                  </span>
                )}
              </td>
              <td className="w-[38mm] border-r px-2 py-1.5 tabular-nums">{time(step.at)}</td>
              <td className="w-[42mm] px-2 py-1.5 text-faint">
                {step.actorRole === 'rule' ? t('automatic') : t('sign')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
