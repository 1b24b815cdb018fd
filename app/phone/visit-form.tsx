'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { distanceText } from '../_ui/distance-text.ts'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { PhotoField } from '../report/photo-field.tsx'
import { keyOfJob, type SendJob } from './outbox.ts'
import type { VisitTask } from './sort-tasks.ts'
import type { Outbox } from './use-outbox.ts'
import type { PositionState } from './use-position.ts'
import { useVisitDraft, type VisitDraft } from './use-visit-draft.ts'

type Visit = VisitTask['visit']
type Answer = VisitDraft['answers'][string]
const results = ['pass', 'problem', 'none'] as const
const noAnswer: Answer = { note: '' }

/** 检查: check in, then the list. Both are kept on this phone and go out by its one outbox, the check-in first. */
export function VisitForm({
  visit,
  position,
  outbox,
  onSend,
}: {
  visit: Visit
  position: PositionState
  outbox: Outbox
  onSend: SendJob
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const { user } = useSession()
  const { draft, change, clear } = useVisitDraft(user.id, visit.visitId)
  const [hasPressed, setPressed] = useState(false)
  const queued = outbox.items.filter(
    ({ job }) => job.kind !== 'report' && keyOfJob(job) === `check_in:${visit.visitId}`,
  )
  const isRefused = queued.some(({ refusal }) => refusal !== undefined)
  const isOnItsWay = (queued.length > 0 || hasPressed) && !isRefused
  if (!draft) return null
  return (
    <>
      <div className="flex flex-col gap-1 text-muted">
        <p>{[inLocale(locale, visit.item, visit.itemEn), visit.owner].filter(Boolean).join(' · ')}</p>
        {visit.address && <p>{visit.address}</p>}
        {visit.arrivedAt ? (
          <p data-arrived="">
            {t('checkedIn', {
              name: visit.arrivedName,
              distance: distanceText(visit.distanceMeters ?? 0, locale),
            })}
            {visit.awayReason && ` · ${t('awayBecause', { reason: visit.awayReason })}`}
          </p>
        ) : (
          isOnItsWay && <p data-arrived="">{t('checkedInHere')}</p>
        )}
      </div>
      {visit.arrivedAt || isOnItsWay ? (
        <Checklist visit={visit} draft={draft} change={change} clear={clear} onSend={onSend} />
      ) : (
        <CheckIn
          visit={visit}
          position={position}
          reason={draft.reason}
          onReason={(reason) => change({ reason })}
          onCheckIn={async (lngLat) => {
            setPressed(
              await outbox.add(t('jobCheckIn', { name: inLocale(locale, visit.name, visit.nameEn) }), {
                kind: 'check_in',
                visitId: visit.visitId,
                lngLat,
                reason: draft.reason.trim(),
                at: new Date().toISOString(),
              }),
            )
          }}
        />
      )}
    </>
  )
}

/** 签到: how far one stands from the object; from too far only with a reason. */
function CheckIn({
  visit,
  position,
  reason,
  onReason,
  onCheckIn,
}: {
  visit: Visit
  position: PositionState
  reason: string
  onReason: (reason: string) => void
  onCheckIn: (lngLat: readonly [number, number]) => Promise<void>
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const here = position.kind === 'known' ? position.position.lngLat : null
  const meters = here && haversineDistanceMeters(here, visit.lngLat)
  const isAway = meters !== null && meters > visit.radiusMeters
  return (
    <section className="flex flex-col gap-3">
      <p role="status" data-distance="" className={isAway || !here ? 'text-near' : 'text-muted'}>
        {meters !== null
          ? `${t('distance', { distance: distanceText(meters, locale) })} · ${
              isAway ? t('outside') : t('radiusIs', { meters: visit.radiusMeters })
            }`
          : position.kind === 'locating'
            ? t('locating')
            : t('noPosition')}
      </p>
      {isAway && (
        <Field label={t('awayReason')} isRequired>
          {(props) => (
            <TextArea
              {...props}
              value={reason}
              maxLength={500}
              className="text-base"
              onChange={(event) => onReason(event.target.value)}
            />
          )}
        </Field>
      )}
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        data-act="check-in"
        disabled={!here || (isAway && reason.trim() === '')}
        onClick={() => here && void onCheckIn(here)}
      >
        {t('checkIn')}
      </Button>
    </section>
  )
}

/** 检查单: one of three answers a check; what is wrong takes words, and photos if there are any. */
function Checklist({
  visit,
  draft: { answers, note, photos },
  change,
  clear,
  onSend,
}: {
  visit: Visit
  draft: VisitDraft
  change: (changed: Partial<VisitDraft>) => void
  clear: () => Promise<void>
  onSend: SendJob
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const [isChecked, setChecked] = useState(false)
  const [isSending, setSending] = useState(false)
  const answerOf = (code: string) => answers[code] ?? noAnswer
  const answer = (code: string, changed: Answer) => change({ answers: { ...answers, [code]: changed } })
  const missing = visit.checklist.filter(({ code }) => !answerOf(code).result).length
  const needsNote = ({ result, note: words }: Answer) => result === 'problem' && words.trim() === ''

  async function submit() {
    setChecked(true)
    if (missing > 0 || visit.checklist.some(({ code }) => needsNote(answerOf(code)))) return
    setSending(true)
    const isKept = await onSend(t('jobVisit', { name: inLocale(locale, visit.name, visit.nameEn) }), {
      kind: 'visit',
      visitId: visit.visitId,
      answers: visit.checklist.map(({ code }) => ({
        code,
        result: answerOf(code).result ?? 'none',
        note: answerOf(code).note.trim(),
      })),
      note: note.trim(),
      // What is fine after all needs no evidence.
      photos: photos.filter(({ checkCode }) => answerOf(checkCode).result === 'problem'),
      at: new Date().toISOString(),
    })
    if (isKept) await clear()
    setSending(false)
  }
  return (
    <section className="flex flex-col gap-5">
      {visit.checklist.map((check) => {
        const given = answerOf(check.code)
        const own = photos.filter(({ checkCode }) => checkCode === check.code)
        return (
          <fieldset key={check.code} data-check={check.code} className="flex flex-col gap-2">
            <legend className="mb-2 font-medium">{inLocale(locale, check.zh, check.en)}</legend>
            <div className="grid grid-cols-3 gap-2">
              {results.map((result) => (
                <button
                  key={result}
                  type="button"
                  data-answer={result}
                  aria-pressed={given.result === result}
                  onClick={() => answer(check.code, { ...given, result })}
                  className={classNames(
                    'min-h-12 rounded-xl border px-1 font-medium',
                    given.result !== result
                      ? 'border-line-strong'
                      : result === 'problem'
                        ? 'border-overdue bg-overdue-soft text-overdue'
                        : 'border-accent bg-accent-soft text-accent',
                  )}
                >
                  {t(`answer.${result}`)}
                </button>
              ))}
            </div>
            {given.result === 'problem' && (
              <>
                <Field
                  label={t('problemNote')}
                  isRequired
                  error={isChecked && needsNote(given) ? t('noteMissing') : undefined}
                >
                  {(props) => (
                    <TextArea
                      {...props}
                      value={given.note}
                      maxLength={1000}
                      className="text-base"
                      onChange={(event) => answer(check.code, { ...given, note: event.target.value })}
                    />
                  )}
                </Field>
                <PhotoField
                  hasFilms={false}
                  photos={own.map(({ photo }) => photo)}
                  onAdd={(added) =>
                    change({
                      photos: [...photos, ...added.map((photo) => ({ checkCode: check.code, photo }))],
                    })
                  }
                  onRemove={(index) => change({ photos: photos.filter((one) => one !== own[index]) })}
                />
              </>
            )}
          </fieldset>
        )
      })}
      <Field label={t('note')}>
        {(props) => (
          <TextArea
            {...props}
            value={note}
            maxLength={2000}
            className="text-base"
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      {isChecked && missing > 0 && (
        <p role="alert" className="text-overdue">
          {t('answerMissing', { count: missing })}
        </p>
      )}
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        data-act="submit"
        disabled={isSending}
        onClick={() => void submit()}
      >
        {t('submit')}
      </Button>
    </section>
  )
}
