import { Plus } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { NewRuleDialog } from './new-rule-dialog.tsx'

type Rules = Outputs['rules']['list']
type NewRules = Outputs['rules']['newRules']

const KINDS = ['registration', 'dispatch', 'handling', 'appraisal'] as const

/** The four kinds of rule in the order of a case's way, each with what stands and how much it decides. */
export function RulesList({
  rules,
  newRules,
  code,
  onOpen,
}: {
  rules: Rules
  /** Not published yet: drafts. */
  newRules: NewRules
  code: string | null
  onOpen: (code: string, draftId?: number) => void
}) {
  const t = useTranslations('rules')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const [making, setMaking] = useState<(typeof KINDS)[number] | null>(null)
  return (
    <>
      <h1 className="px-4 pt-3 pb-1 text-base font-semibold">{t('title')}</h1>
      {KINDS.map((kind) => {
        const members = rules.filter((rule) => rule.kind === kind)
        const drafts = newRules.filter((rule) => rule.kind === kind)
        return (
          <section key={kind} className="border-b py-2">
            <div className="flex items-center justify-between gap-2 pr-2 pl-4">
              <h2 className="font-medium text-muted">{t(`kind.${kind}`)}</h2>
              {permissions.includes('rules.draft') && (
                <Button
                  look="quiet"
                  size="icon"
                  data-new-rule={kind}
                  onClick={() => setMaking(kind)}
                  aria-label={t('newRuleOf', { kind: t(`kind.${kind}`) })}
                  title={t('newRuleOf', { kind: t(`kind.${kind}`) })}
                >
                  <Plus aria-hidden className="size-4" />
                </Button>
              )}
            </div>
            <p className="px-4 pb-1 text-faint">{t(`asked.${kind}`)}</p>
            {members.length > 1 && <p className="px-4 pb-1 text-faint">{t('askedInTurn')}</p>}
            {members.length === 0 && drafts.length === 0 && (
              <p className="px-4 py-1 text-muted">{t('noneOfKind')}</p>
            )}
            <ul>
              {members.map((rule) => (
                <li key={rule.code}>
                  <button
                    type="button"
                    data-rule={rule.code}
                    aria-current={rule.code === code ? 'true' : undefined}
                    onClick={() => onOpen(rule.code)}
                    className={classNames(
                      'grid min-h-(--touch) w-full gap-0.5 px-4 py-2 text-left hover:bg-hover',
                      rule.code === code && 'bg-accent-soft hover:bg-accent-soft',
                    )}
                  >
                    <span className="flex min-w-0 items-baseline justify-between gap-2">
                      <span className="min-w-0 truncate font-medium">
                        {inLocale(locale, rule.name, rule.nameEn)}
                      </span>
                      <span className="shrink-0 text-muted">
                        {t('versionShort', { n: rule.version })} · {t(`state.${rule.state}`)}
                      </span>
                    </span>
                    <span className="text-muted">
                      {rule.from &&
                        t('since', {
                          time: format.dateTime(new Date(rule.from), 'dayOfYear'),
                        })}
                      {rule.comingVersion !== null && ` · ${t('coming', { n: rule.comingVersion })}`}
                    </span>
                    <span className="text-muted">
                      {t('decisions', { n: rule.decisions })} ·{' '}
                      {t('rowsHit', { hit: rule.rowsHit, all: rule.rowCount })}
                    </span>
                  </button>
                </li>
              ))}
              {drafts.map((draft) => (
                <li key={draft.draftId}>
                  <button
                    type="button"
                    data-new-draft={draft.code}
                    onClick={() => onOpen(draft.code, draft.draftId)}
                    className="grid min-h-(--touch) w-full gap-0.5 px-4 py-2 text-left hover:bg-hover"
                  >
                    <span className="truncate font-medium">{inLocale(locale, draft.name, draft.nameEn)}</span>
                    <span className={draft.state === 'in_review' ? 'text-near' : 'text-muted'}>
                      {t('newRule')} · {t(`draftState.${draft.state}`)} · {draft.authorName}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {making && (
        <NewRuleDialog
          kind={making}
          onClose={() => setMaking(null)}
          onDraft={(made, draftId) => {
            setMaking(null)
            onOpen(made, draftId)
          }}
        />
      )}
    </>
  )
}
