import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { detectors } from './search-params.ts'
import { SettingDialog } from './setting-dialog.tsx'

type Row = Outputs['ahead']['settings']['rows'][number]

/** What each detector may do and where, and who changed it. */
export function SettingsPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const client = useQueryClient()
  const say = useToast()
  const { data, error, refetch } = useQuery(api.ahead.settings.queryOptions())
  const { data: areas } = useQuery({ ...api.areas.list.queryOptions(), staleTime: Number.POSITIVE_INFINITY })
  const [editing, setEditing] = useState<Row['detector'] | null>(null)
  const canSteer = permissions.includes('ahead.steer')
  const run = useMutation(
    api.ahead.run.mutationOptions({
      onSuccess: () => say({ kind: 'done', title: t('ran') }),
      onError: (failure) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) }),
      onSettled: () => client.invalidateQueries({ queryKey: api.ahead.pathKey() }),
    }),
  )
  const areaName = (areaId: number | null) => {
    const area = areas?.find((one) => one.areaId === areaId)
    return area ? inLocale(locale, area.name, area.nameEn) : t('everyArea')
  }
  return (
    <section data-panel="settings" aria-label={t('steer')}>
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b bg-panel px-4 py-2.5">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{t('steer')}</h2>
        {canSteer && (
          <Button onClick={() => run.mutate()} disabled={run.isPending} data-action="run">
            {run.isPending ? t('running') : t('run')}
          </Button>
        )}
        <Button look="quiet" size="icon" aria-label={t('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="grid gap-4 p-4">
        <p className="text-muted">{t('steerLead')}</p>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="h-64" />
        ) : (
          <>
            {detectors.map((detector) => (
              <article key={detector} className="rounded-lg border p-3" data-setting={detector}>
                <div className="flex items-center gap-2">
                  <h3 className="min-w-0 flex-1 font-medium">{t(`detector.${detector}`)}</h3>
                  {canSteer && (
                    <Button
                      look="quiet"
                      onClick={() => setEditing(detector)}
                      aria-label={t('changeFor', { name: t(`detector.${detector}`) })}
                    >
                      {t('change')}
                    </Button>
                  )}
                </div>
                <ul>
                  {data.rows
                    .filter((row) => row.detector === detector)
                    .map((row) => (
                      <li key={row.areaId ?? 'city'} className="flex gap-2">
                        <span className="min-w-0 flex-1 truncate">{areaName(row.areaId)}</span>
                        <span className={row.mode === 'automatic' ? 'text-near' : 'text-muted'}>
                          {t(`mode.${row.mode}`)}
                          {row.mode === 'automatic' && ` ≤ ${row.weeklyCap}`}
                        </span>
                      </li>
                    ))}
                </ul>
                <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-3 text-muted">
                  {Object.entries(data.parameters[detector]).map(([name, value]) => (
                    <div key={name} className="contents">
                      <dt className="truncate">{t(`parameter.${name as 'days'}`)}</dt>
                      <dd className="text-right tabular-nums">{value}</dd>
                    </div>
                  ))}
                </dl>
              </article>
            ))}
            <div>
              <h3 className="mb-1 font-medium">{t('changes')}</h3>
              {data.changes.length === 0 ? (
                <p className="text-muted">{t('noChanges')}</p>
              ) : (
                <ol>
                  {data.changes.map((one) => (
                    <li key={one.settingId} className="border-b py-1 last:border-0">
                      <p>
                        {t('changed', {
                          name: `${t(`detector.${one.detector}`)} · ${areaName(one.areaId)}`,
                          version: one.version,
                          mode: t(`mode.${one.mode}`),
                        })}
                      </p>
                      <p className="text-muted">
                        {format.dateTime(new Date(one.at), 'moment')} {one.userName} · {one.reason}
                      </p>
                    </li>
                  ))}
                </ol>
              )}
            </div>
          </>
        )}
      </div>
      {editing && data && (
        <SettingDialog
          detector={editing}
          settings={data}
          onSaved={() => run.mutate()}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  )
}
