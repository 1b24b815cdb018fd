'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useToast } from '../_ui/toasts.tsx'

type Items = Outputs['inspections']['lists']['items']
const shown = 8

/** The lists are looked at first; what is drawn then is drawn from exactly these. */
export function DrawDialog({
  items,
  onClose,
  onDrawn,
}: {
  items: Items
  onClose: () => void
  onDrawn: (drawId: number) => void
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const { areas: own } = useSession()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const active = items.filter(({ isActive }) => isActive)
  const [itemId, setItemId] = useState(active[0]?.itemId ?? 0)
  const item = active.find((one) => one.itemId === itemId)
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const [areaId, setAreaId] = useState<number | null>(own[0]?.areaId ?? null)
  const [ratio, setRatio] = useState<string | null>(null)
  const [witness, setWitness] = useState('')
  const [key] = useState(newKey)
  const ratioPercent = ratio === null || ratio === '' ? undefined : Number(ratio)
  const pool = { itemId, areaId, ...(ratioPercent !== undefined && { ratioPercent }) }
  const preview = useQuery({
    ...api.inspections.preview.queryOptions(pool),
    enabled: item !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const make = useMutation(api.inspections.makeDraw.mutationOptions())
  const looked = preview.error ? undefined : preview.data
  const obstacle = preview.error
    ? errorTextOf(preview.error, locale)
    : looked?.obstacle && inLocale(locale, looked.obstacle.zh, looked.obstacle.en)

  function draw() {
    if (!looked) return
    make.mutate(
      { ...pool, witness: witness.trim(), listSha256: looked.listSha256, idempotencyKey: key },
      {
        onSuccess({ drawId }) {
          say({ kind: 'done', title: t('drawn', { count: looked.count }) })
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
          onDrawn(drawId)
        },
        onError(error) {
          say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
          void preview.refetch()
        },
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('newDraw')}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look="primary"
            data-act="draw-now"
            disabled={!looked || Boolean(obstacle) || preview.isPlaceholderData || make.isPending}
            onClick={draw}
          >
            {t('draw')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('item')}>
          {(props) => (
            <Select {...props} value={itemId} onChange={(event) => setItemId(Number(event.target.value))}>
              {active.map((one) => (
                <option key={one.itemId} value={one.itemId}>
                  {inLocale(locale, one.name, one.nameEn || one.name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('area')}>
            {(props) => (
              <Select
                {...props}
                value={areaId ?? ''}
                onChange={(event) => setAreaId(event.target.value === '' ? null : Number(event.target.value))}
              >
                {own.length === 0 && <option value="">{t('wholeCity')}</option>}
                {(own.length > 0
                  ? own
                  : (areas ?? []).filter(({ level }) => level === 'district' || level === 'subdistrict')
                ).map((one) => (
                  <option key={one.areaId} value={one.areaId}>
                    {inLocale(locale, one.name, one.nameEn)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('ratio')} hint={t('ratioHint')}>
            {(props) => (
              <Input
                {...props}
                type="number"
                inputMode="decimal"
                min={0.1}
                max={100}
                step="any"
                value={ratio ?? item?.ratioPercent ?? ''}
                onChange={(event) => setRatio(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('witness')} hint={t('witnessHint')}>
          {(props) => (
            <Input
              {...props}
              value={witness}
              maxLength={40}
              onChange={(event) => setWitness(event.target.value.replaceAll('|', ''))}
            />
          )}
        </Field>
        <section aria-label={t('preview')} data-preview className="rounded-md bg-sunken px-3 py-2">
          {obstacle ? (
            <p role="alert" className="text-overdue">
              {obstacle}
            </p>
          ) : looked ? (
            <>
              <p className="font-medium">
                {t('previewCount', { objects: looked.objects.length, count: looked.count })}
              </p>
              {looked.notDue.length > 0 && (
                <p className="text-muted">{t('previewNotDue', { count: looked.notDue.length })}</p>
              )}
              <p className="text-muted">
                {t('previewInspectors', { count: looked.inspectors, ties: looked.ties })}
              </p>
              <ul className="mt-1.5 grid gap-x-4 text-muted sm:grid-cols-2">
                {looked.objects.slice(0, shown).map((object) => (
                  <li key={object.objectId} className="truncate" title={object.owner}>
                    {object.name}
                  </li>
                ))}
              </ul>
              {looked.objects.length > shown && (
                <p className="text-muted">{t('previewMore', { count: looked.objects.length - shown })}</p>
              )}
            </>
          ) : (
            <p className="text-muted">{item ? t('previewLoading') : t('noItems')}</p>
          )}
        </section>
      </div>
    </Dialog>
  )
}
