'use client'

import { CalendarRange } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { type CityMinute, useCityMinute } from '../../_i18n/use-city-minute.ts'
import { Button } from '../../_ui/button.tsx'
import { Input } from '../../_ui/field.tsx'
import { PopoverButton } from '../../_ui/popover-button.tsx'
import { type Comparison, isInstant, isSoundSpan, type MomentSpan } from './comparison.ts'

const dayMs = 86_400_000

/** Any two instants, or any two periods. */
export function ComparisonTimes({
  comparison,
  onComparison,
}: {
  comparison: Comparison
  onComparison: (comparison: Comparison) => void
}) {
  const t = useTranslations('time')
  const [isOpen, setOpen] = useState(false)
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      side="top"
      label={t('setTimes')}
      panelClassName="max-h-(--radix-popover-content-available-height) overflow-auto p-3"
      trigger={(bound) => (
        <Button {...bound} aria-label={t('setTimes')} title={t('setTimes')} data-set-times>
          <CalendarRange aria-hidden className="size-4" />
        </Button>
      )}
    >
      <Form
        comparison={comparison}
        onComparison={(changed) => {
          onComparison(changed)
          setOpen(false)
        }}
      />
    </PopoverButton>
  )
}

type Texts = Readonly<Record<'left' | 'right', { readonly from: string; readonly to: string }>>

function Form({
  comparison,
  onComparison,
}: {
  comparison: Comparison
  onComparison: (comparison: Comparison) => void
}) {
  const t = useTranslations('time')
  const minute = useCityMinute()
  const [areInstants, setInstants] = useState(isInstant(comparison.left))
  const [texts, setTexts] = useState<Texts>({
    left: textsOf(minute, comparison.left),
    right: textsOf(minute, comparison.right),
  })
  const id = useId()
  const left = spanOf(minute, texts.left, areInstants)
  const right = spanOf(minute, texts.right, areInstants)
  const isSound = left !== null && right !== null
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!left || !right) return
    const [earlier, later] = left.toMs <= right.toMs ? [left, right] : [right, left]
    onComparison({ ...comparison, left: earlier, right: later })
  }
  return (
    <form onSubmit={submit} data-form="comparison" className="flex flex-col gap-2">
      <fieldset className="flex gap-4">
        <legend className="sr-only">{t('comparePreset')}</legend>
        {[true, false].map((instants) => (
          <label key={String(instants)} className="flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="kind"
              value={instants ? 'instants' : 'periods'}
              checked={areInstants === instants}
              onChange={() => setInstants(instants)}
            />
            {t(instants ? 'instants' : 'periods')}
          </label>
        ))}
      </fieldset>
      <p className="text-muted">{t(areInstants ? 'instantsHint' : 'periodsHint')}</p>
      {(['left', 'right'] as const).map((side) => (
        <fieldset key={side} className="grid grid-cols-[auto_1fr] items-center gap-x-2 gap-y-1">
          <legend className="font-medium">{t(side === 'left' ? 'leftSide' : 'rightSide')}</legend>
          {(areInstants ? (['to'] as const) : (['from', 'to'] as const)).map((end) => (
            <div key={end} className="contents">
              <label htmlFor={`${id}-${side}-${end}`}>
                {t(end === 'from' ? 'momentFrom' : areInstants ? 'momentAt' : 'momentTo')}
              </label>
              <Input
                id={`${id}-${side}-${end}`}
                type="datetime-local"
                name={`${side}-${end}`}
                value={texts[side][end]}
                onChange={({ target }) =>
                  setTexts({ ...texts, [side]: { ...texts[side], [end]: target.value } })
                }
              />
            </div>
          ))}
        </fieldset>
      ))}
      {!isSound && (
        <p role="alert" className="text-overdue">
          {t('comparisonBad')}
        </p>
      )}
      <Button type="submit" look="primary" disabled={!isSound}>
        {t('comparisonApply')}
      </Button>
    </form>
  )
}

/** An instant has the day before it at hand, should a period be wanted. */
function textsOf(minute: CityMinute, span: MomentSpan): Texts['left'] {
  return {
    from: minute.textOf(isInstant(span) ? span.toMs - dayMs : span.fromMs),
    to: minute.textOf(span.toMs),
  }
}

function spanOf(minute: CityMinute, { from, to }: Texts['left'], isInstant: boolean): MomentSpan | null {
  const toMs = minute.msOf(to)
  const fromMs = isInstant ? toMs : minute.msOf(from)
  const isSound = isSoundSpan({ fromMs, toMs }) && (isInstant || fromMs < toMs)
  return isSound ? { fromMs, toMs } : null
}
