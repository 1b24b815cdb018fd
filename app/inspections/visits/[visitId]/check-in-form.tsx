'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { haversineDistanceMeters } from '../../../../geo/haversine-distance.ts'
import { useApi } from '../../../_trpc/api.ts'
import { errorTextOf } from '../../../_trpc/coded-error.ts'
import { Button } from '../../../_ui/button.tsx'
import { distanceText } from '../../../_ui/distance-text.ts'
import { Field, TextArea } from '../../../_ui/field.tsx'
import { newKey } from '../../../_ui/new-key.ts'
import { usePreferences } from '../../../_ui/preferences.tsx'
import { useToast } from '../../../_ui/toasts.tsx'
import { usePosition } from '../../../phone/use-position.ts'
import type { Visit } from '../../outputs.ts'

/** 签到: how far one stands from the object; from too far only with a reason. */
export function CheckInForm({ visit }: { visit: Visit }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const position = usePosition()
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(newKey)
  const checkIn = useMutation(api.inspections.checkIn.mutationOptions())
  const here = position.kind === 'known' ? position.position.lngLat : null
  const meters = here && haversineDistanceMeters(here, visit.lngLat)
  const isAway = meters !== null && meters > visit.radiusMeters
  function submit() {
    if (!here) return
    checkIn.mutate(
      { visitId: visit.visitId, lngLat: [here[0], here[1]], reason: reason.trim(), idempotencyKey: key },
      {
        onSuccess: () => void client.invalidateQueries({ queryKey: api.inspections.pathKey() }),
        onError(error) {
          setKey(newKey())
          say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
        },
      },
    )
  }
  return (
    <section className="flex flex-col gap-3">
      <p role="status" data-distance className={isAway || !here ? 'text-near' : 'text-muted'}>
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
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        data-act="check-in"
        disabled={!here || (isAway && reason.trim() === '') || checkIn.isPending}
        onClick={submit}
      >
        {t('checkIn')}
      </Button>
    </section>
  )
}
