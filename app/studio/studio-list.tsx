import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { BoundingBox } from '../_map/map-types.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'

type List = Outputs['studio']['list']

/** Drafts under way, and the communities that a new one can be begun for. */
export function StudioList({
  list: { areas, drafts },
  onShow,
  onOpen,
}: {
  list: List
  onShow: (bbox: BoundingBox) => void
  onOpen: (draftId: number) => void
}) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const start = useMutation(api.studio.start.mutationOptions())
  const wanted = text.trim().toLowerCase()
  const found = areas.filter(({ code, name, nameEn }) =>
    [code, name, nameEn].some((word) => word.toLowerCase().includes(wanted)),
  )
  const nameOf = (areaId: number) => {
    const area = areas.find((one) => one.areaId === areaId)
    return area ? inLocale(locale, area.name, area.nameEn) : ''
  }
  const begin = (areaId: number) =>
    start.mutate(
      { areaId, title: t('draftOf', { name: nameOf(areaId) }) },
      {
        onSuccess({ draftId }) {
          void client.invalidateQueries({ queryKey: api.studio.list.queryKey() })
          onOpen(draftId)
        },
        onError: (error) => say({ kind: 'failed', title: errorTextOf(error, locale) }),
      },
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <h1 className="px-4 pt-3 text-base font-semibold">{t('title')}</h1>
      <section className="border-b pt-2 pb-2">
        <h2 className="px-4 pb-1 font-medium text-muted">{t('drafts')}</h2>
        {drafts.length === 0 && <p className="px-4 pb-1 text-muted">{t('noDrafts')}</p>}
        <ul>
          {drafts.map((draft) => (
            <li key={draft.draftId}>
              <button
                type="button"
                onClick={() => onOpen(draft.draftId)}
                className="flex min-h-(--touch) w-full items-baseline gap-2 px-4 py-2 text-left hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{draft.title}</span>
                  <span className="block truncate text-muted">
                    {t('by', {
                      name: draft.authorName,
                      time: format.dateTime(new Date(draft.updatedAt), 'moment'),
                    })}
                  </span>
                </span>
                <span className={draft.state === 'in_review' ? 'text-near' : 'text-muted'}>
                  {t(`state.${draft.state}`)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="pt-3">
        <h2 className="px-4 pb-2 font-medium text-muted">
          {t('communities')} {areas.length || ''}
        </h2>
        {areas.length === 0 ? (
          <StateNote kind="empty" title={t('noCommunities')} />
        ) : (
          <div className="px-4 pb-2">
            <Input
              value={text}
              onChange={(event) => setText(event.target.value)}
              placeholder={t('findCommunity')}
              aria-label={t('findCommunity')}
            />
          </div>
        )}
        {areas.length > 0 && found.length === 0 && <p className="px-4 text-muted">{t('noMatch')}</p>}
        <ul>
          {found.slice(0, 200).map((area) => (
            <li key={area.areaId} className="flex items-center gap-1 pr-3 hover:bg-hover">
              <button
                type="button"
                onClick={() => onShow(area.bbox)}
                className="min-h-(--touch) min-w-0 flex-1 px-4 py-2 text-left"
              >
                <span className="block truncate">
                  <span className="font-medium">{inLocale(locale, area.name, area.nameEn)}</span>{' '}
                  <span className="text-muted">{inLocale(locale, area.parentName, area.parentNameEn)}</span>
                </span>
                <span className="block truncate text-muted">
                  {area.code} · {t('counts', { unit: area.unitGrids, duty: area.dutyGrids })}
                </span>
              </button>
              {permissions.includes('grids.draft') && area.unitGrids > 0 && (
                <Button
                  look="quiet"
                  size="icon"
                  disabled={start.isPending}
                  onClick={() => begin(area.areaId)}
                  aria-label={`${t('begin')} ${inLocale(locale, area.name, area.nameEn)}`}
                  title={t('begin')}
                >
                  <Plus className="size-4" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
