'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { DraftEditor } from './draft-editor.tsx'
import { messages as studioTexts } from './messages.ts'
import { formatStudioSearch, parseStudioSearch, type StudioSearch } from './search-params.ts'
import { StudioList } from './studio-list.tsx'

const isStep = opens<StudioSearch>('draftId')

const overlays = ['areas', 'duty_grids', 'unit_grids'] as const

/** Where chiefs and administrators redraw grids: the list of drafts and communities, or one draft in hand. */
export const StudioScreen = withTexts({ studio: studioTexts, map: mapTexts }, function StudioScreen() {
  const t = useTranslations('studio')
  const shell = useTranslations('shell')
  const { locale, isDark } = usePreferences()
  const { city } = useSession()
  const api = useApi()
  const [search, change] = useAddress(parseStudioSearch, formatStudioSearch, isStep)
  const controller = useRef<MapController>(null)
  const list = useQuery(api.studio.list.queryOptions())
  const draft = useQuery({
    ...api.studio.get.queryOptions({ draftId: search.draftId ?? 0 }),
    enabled: search.draftId !== null,
    // What is drawn here is the truth until it is kept; it is loaded anew after each step of its way.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const failed = search.draftId === null ? list.error : draft.error
  if (search.draftId !== null && draft.data && !failed) {
    const area = list.data?.areas.find(({ areaId }) => areaId === draft.data.areaId)
    return (
      <DraftEditor
        key={`${draft.data.draftId}/${draft.data.state}`}
        draft={draft.data}
        area={area}
        camera={search.camera}
        onCamera={(camera) => change({ camera })}
        onBack={() => change({ draftId: null, camera: null })}
      />
    )
  }
  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <aside className="flex min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-96 md:flex-none md:border-t-0 md:border-r">
        {failed ? (
          <StateNote
            kind="error"
            title={shell('failedTitle')}
            action={
              <Button
                onClick={() => {
                  if (search.draftId === null) void list.refetch()
                  else change({ draftId: null })
                }}
              >
                {search.draftId === null ? shell('retry') : t('back')}
              </Button>
            }
          >
            {errorTextOf(failed, locale)}
          </StateNote>
        ) : list.data && search.draftId === null ? (
          <StudioList
            list={list.data}
            onShow={(bbox) => controller.current?.fit(bbox)}
            onOpen={(draftId) => change({ draftId, camera: null })}
          />
        ) : (
          <div className="grid gap-3 p-4">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="h-4 w-64" />
            <Skeleton className="h-4 w-56" />
          </div>
        )}
      </aside>
      <section className="relative h-[42dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1" aria-label={t('title')}>
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          bounds={city.bbox}
          camera={parseCamera(search.camera)}
          overlays={overlays}
          onCamera={(camera) => change({ camera: formatCamera(camera) })}
          onReady={(ready) => {
            controller.current = ready
          }}
        />
      </section>
    </div>
  )
})
