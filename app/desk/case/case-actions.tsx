'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { listed } from '../../_i18n/locale.ts'
import type { LngLat } from '../../_map/map-types.ts'
import { Button } from '../../_ui/button.tsx'
import { CategoryPicker } from '../../_ui/category-picker.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import type { CaseDetail } from './case-detail.ts'
import { DispatchForm } from './dispatch-form.tsx'
import type { DispatchWays } from './dispatch-ways.ts'
import { FeedbackForm } from './feedback-form.tsx'
import { NoteForm } from './note-form.tsx'
import type { Step } from './use-act.ts'
import { WorkForm } from './work-form.tsx'

type CaseAction = CaseDetail['actions'][number]

/** The step that usually follows: it stands first and is the one coloured button. */
const usual: readonly ActVerb[] = [
  'dispatch',
  'adjudicate',
  'verify_found',
  'register',
  'sign',
  'handle',
  'feed_back',
  'check_pass',
  'accept',
]

/** Ends a case out of turn: they stand last and quiet. */
const rare: ReadonlySet<ActVerb> = new Set(['cancel', 'void', 'force_close'])

/** What may be done now, each with its key; what may not, with why. A step that needs more opens its form below. */
export function CaseActions({
  detail,
  isActing,
  act,
  pickPlace,
  onWays,
}: {
  detail: CaseDetail
  isActing: boolean
  /** @param version what the case was when somebody began to decide */
  act: (step: Step, version: number) => Promise<boolean>
  /** Asks for a point on the map; null where the asking was given up. Missing where there is no map. */
  pickPlace?: () => Promise<LngLat | null>
  onWays?: ((ways: DispatchWays | null) => void) | undefined
}) {
  const t = useTranslations('desk')
  const work = useTranslations('casework')
  const verbs = useTranslations('vocabulary.verb')
  const doneName = useTranslations('vocabulary.done')
  const { locale } = usePreferences()
  const [open, setOpen] = useState<{ verb: ActVerb; version: number } | null>(null)
  const openVerb = open?.verb ?? null
  // Somebody else has changed it since the form was opened: what was decided here was decided about something else.
  const lastStep = detail.steps.at(-1)
  const isOvertaken = open !== null && open.version !== detail.version && !isActing
  const enabled = detail.actions.filter((action) => action.enabled && (action.verb !== 'locate' || pickPlace))
  // That a post does not take a step is no news to it: one line for all of those, a reason for each other.
  const isElsewhere = (action: CaseAction) => action.reason?.code === 'FORBIDDEN_ROLE'
  const elsewhere = detail.actions.filter((action) => !action.enabled && isElsewhere(action))
  const refused = [
    ...Map.groupBy(
      detail.actions.filter((action) => !action.enabled && !isElsewhere(action)),
      ({ reason }) => reason?.[locale] ?? '',
    ),
  ]
  const primary = usual.find((verb) => enabled.some((action) => action.verb === verb))
  const rankOf = (verb: ActVerb) => (verb === primary ? 0 : rare.has(verb) ? 2 : 1)
  const ordered = enabled.toSorted((left, right) => rankOf(left.verb) - rankOf(right.verb))

  const isStillOpen = enabled.some((action) => action.verb === openVerb)
  // What was written stays in sight; a choice is made anew.
  const isWritten = openVerb !== null && openVerb !== 'dispatch' && openVerb !== 'classify'
  useEffect(() => {
    if (openVerb && !isStillOpen && !isWritten) setOpen(null)
  }, [openVerb, isStillOpen, isWritten])

  /** Refused where somebody was quicker; the next press is about what is shown by then. */
  async function finish(step: Step): Promise<boolean> {
    const isDone = await act(step, open?.version ?? detail.version)
    if (isDone) setOpen(null)
    return isDone
  }
  async function start(verb: ActVerb) {
    const needs = detail.actions.find((action) => action.verb === verb)?.needs ?? []
    if (verb === 'locate') {
      const lngLat = await pickPlace?.()
      if (lngLat) await finish({ verb, lngLat: [lngLat[0], lngLat[1]] })
    } else if (needs.length > 0) setOpen({ verb, version: detail.version })
    else await finish({ verb })
  }
  const startVerb = useEffectEvent((verb: ActVerb) => void start(verb))
  useHotkeys('panel', (key) => {
    if (key === 'Escape' && openVerb) {
      setOpen(null)
      return true
    }
    const action = enabled.find((one) => one.key === key)
    if (!action || isActing) return false
    startVerb(action.verb)
    return true
  })

  if (detail.actions.length === 0) return null
  return (
    <div className="border-t px-4 py-3" data-section="actions">
      <div className="flex flex-wrap gap-2 empty:hidden">
        {ordered.map(({ verb, key }) => (
          <Button
            key={verb}
            look={verb === primary && openVerb === null ? 'primary' : rare.has(verb) ? 'quiet' : 'plain'}
            hotkey={key}
            disabled={isActing}
            aria-expanded={openVerb === verb}
            data-verb={verb}
            onClick={() => void start(verb)}
          >
            {verbs(verb)}
          </Button>
        ))}
      </div>
      {refused.length > 0 && (
        <ul className="mt-2 text-muted first:mt-0" aria-label={t('cannot')}>
          {refused.map(([reason, actions]) => (
            <li key={reason}>
              {listed(
                locale,
                actions.map(({ verb }) => verbs(verb)),
              )}
              {locale === 'zh' ? '：' : ': '}
              {reason}
            </li>
          ))}
        </ul>
      )}
      {elsewhere.length > 0 && (
        <p className="mt-2 text-muted first:mt-0">
          {t('otherPost', {
            verbs: listed(
              locale,
              elsewhere.map(({ verb }) => verbs(verb)),
            ),
          })}
        </p>
      )}
      {openVerb && (isStillOpen || isWritten) && (
        <div className="animate-arrive mt-3">
          {isOvertaken && (
            <div role="alert" className="mb-2 rounded-md bg-near-soft px-3 py-2 text-near" data-overtaken>
              <p>
                {t(isStillOpen ? 'overtaken' : 'overtakenGone', {
                  who: lastStep?.actorName ?? '',
                  verb: lastStep ? doneName(lastStep.verb) : '',
                })}
              </p>
              {isStillOpen && (
                <Button
                  size="small"
                  className="mt-1.5"
                  onClick={() => setOpen({ verb: openVerb, version: detail.version })}
                >
                  {t('overtakenSeen')}
                </Button>
              )}
            </div>
          )}
          {openVerb === 'dispatch' ? (
            <DispatchForm
              caseId={detail.caseId}
              lngLat={detail.lngLat}
              isBusy={isActing || isOvertaken}
              onWays={onWays}
              onSend={(step) => void finish(step)}
              onCancel={() => setOpen(null)}
            />
          ) : openVerb === 'classify' ? (
            <CategoryPicker
              autoFocus
              value={detail.categoryId}
              onChoose={(categoryId) => void finish({ verb: 'classify', categoryId })}
            />
          ) : openVerb === 'adjudicate' || openVerb === 'evaluate' ? (
            <WorkForm
              key={openVerb}
              draftKey={`${detail.caseId}:${openVerb}`}
              title={verbs(openVerb)}
              isBusy={isActing || isOvertaken}
              fields={
                openVerb === 'adjudicate'
                  ? [
                      { name: 'departmentId', label: work('department'), kind: 'department' },
                      { name: 'note', label: t('noteFor.adjudicate'), kind: 'area' },
                    ]
                  : [
                      {
                        name: 'score',
                        label: work('score'),
                        kind: 'select',
                        options: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value })),
                      },
                      { name: 'note', label: t('note'), kind: 'area', isOptional: true },
                    ]
              }
              onSend={({ departmentId, score, note }) =>
                finish({
                  verb: openVerb,
                  ...(departmentId && { departmentId: Number(departmentId) }),
                  ...(score && { score: Number(score) }),
                  ...(note && { note }),
                })
              }
              onCancel={() => setOpen(null)}
            />
          ) : openVerb === 'feed_back' ? (
            <FeedbackForm
              caseId={detail.caseId}
              label={t('noteFor.feed_back')}
              isBusy={isActing || isOvertaken}
              onSend={(note) => finish({ verb: 'feed_back', note })}
              onCancel={() => setOpen(null)}
            />
          ) : (
            <NoteForm
              key={openVerb}
              draftKey={String(detail.caseId)}
              verb={openVerb}
              label={isNoted(openVerb) ? t(`noteFor.${openVerb}`) : t('note')}
              isBusy={isActing || isOvertaken}
              onSend={(note) => finish({ verb: openVerb, note })}
              onCancel={() => setOpen(null)}
            />
          )}
        </div>
      )}
    </div>
  )
}

const noted = [
  'return',
  'feed_back',
  'check_fail',
  'cancel',
  'verify_absent',
  'verify_unclear',
  'self_handle',
  'finish_stage',
  'unshelve',
  'force_close',
  'reopen',
  'void',
] as const satisfies readonly ActVerb[]

function isNoted(verb: ActVerb): verb is (typeof noted)[number] {
  return (noted as readonly ActVerb[]).includes(verb)
}
