'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Field, Input } from '../../_ui/field.tsx'

/** A call that is not ours goes to another line, or we stay on it as the third. */
export function TransferForm({
  isPending,
  onEnd,
}: {
  isPending: boolean
  onEnd: (outcome: 'transferred' | 'three_way', to: string) => void
}) {
  const t = useTranslations('call')
  const [to, setTo] = useState('')
  const [isChecked, setChecked] = useState(false)
  const end = (outcome: 'transferred' | 'three_way') => {
    setChecked(true)
    if (to.trim() !== '') onEnd(outcome, to)
  }
  return (
    <details className="border-t px-4 pt-3">
      <summary className="cursor-pointer font-medium">{t('transfer')}</summary>
      <div className="mt-3 flex flex-col gap-3">
        <Field
          label={t('transferTo')}
          hint={t('transferToHint')}
          error={isChecked && to.trim() === '' ? t('transferMissing') : undefined}
        >
          {(props) => (
            <Input
              {...props}
              name="to"
              maxLength={200}
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-2">
          <Button disabled={isPending} onClick={() => end('transferred')}>
            {t('transferred')}
          </Button>
          <Button disabled={isPending} onClick={() => end('three_way')}>
            {t('threeWay')}
          </Button>
        </div>
      </div>
    </details>
  )
}
