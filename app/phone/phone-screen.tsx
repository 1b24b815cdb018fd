'use client'

import { Camera } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
// Notes are there from the first: what is sent without a network is told of without one.
import '../_ui/shown-notes.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { messages as uploadsTexts } from '../_uploads/messages.ts'
import { messages as aheadTexts } from '../ahead/messages.ts'
import { messages as inspectionsTexts } from '../inspections/messages.ts'
import { keepPage } from '../report/keep-page.ts'
import { messages as reportTexts } from '../report/messages.ts'
import { useDraft } from '../report/use-draft.ts'
import { useShrinking } from '../report/use-shrinking.tsx'
import { messages as phoneTexts } from './messages.ts'
import { keyOfJob } from './outbox.ts'
import { OutboxBar } from './outbox-bar.tsx'
import { OutboxView } from './outbox-view.tsx'
import { PositionNote } from './position-note.tsx'
import { ReportForm } from './report-form.tsx'
import { formatPhoneSearch, type PhoneSearch, parsePhoneSearch } from './search-params.ts'
import { keyOfTask, placeOfTask, type Task } from './sort-tasks.ts'
import { TaskDetail } from './task-detail.tsx'
import { TaskList } from './task-list.tsx'
import { useControlAreas } from './use-control-areas.ts'
import { useOutbox } from './use-outbox.ts'
import { usePosition } from './use-position.ts'
import { useTasks } from './use-tasks.ts'

const overlays = ['areas', 'unit_grids', 'cases', 'parts'] as const

/** For those out in the city: a map half, a list half, and a report under the thumb. */
export const PhoneScreen = withTexts(
  {
    phone: phoneTexts,
    ahead: aheadTexts,
    inspections: inspectionsTexts,
    report: reportTexts,
    uploads: uploadsTexts,
    map: mapTexts,
  },
  function PhoneScreen() {
    const t = useTranslations('phone')
    const { isDark } = usePreferences()
    const { city, user } = useSession()
    const [search, change] = useAddress(parsePhoneSearch, formatPhoneSearch, isStep)
    const position = usePosition()
    const here = position.kind === 'known' ? position.position.lngLat : null
    const { tasks, isKept, error, refetch } = useTasks(here)
    const outbox = useOutbox(refetch)
    const draft = useDraft(`staff:${user.id}`)
    const controlAreas = useControlAreas()
    const controller = useRef<MapController | null>(null)
    const camera = useRef<HTMLInputElement>(null)
    const { shrink, note: taking, refusal } = useShrinking()
    useEffect(() => {
      keepPage('/phone').catch(() => undefined)
    }, [])

    const all = useMemo<readonly Task[]>(
      () => (tasks ? [...tasks.cases, ...(tasks.ahead ?? []), ...(tasks.visits ?? []), ...tasks.grids] : []),
      [tasks],
    )
    // What was submitted and waits on the device is no task any more.
    const queued = useMemo(
      () =>
        new Set(
          outbox.items.flatMap(({ job, refusal }) =>
            refusal !== undefined || job.kind === 'report' ? [] : [keyOfJob(job)],
          ),
        ),
      [outbox.items],
    )
    const open = useMemo(
      () => all.filter((task) => !queued.has('row' in task ? `case:${task.row.caseId}` : keyOfTask(task))),
      [all, queued],
    )
    const task = all.find((one) => keyOfTask(one) === search.task)
    const caseIds = useMemo(() => open.flatMap((one) => ('row' in one ? [one.row.caseId] : [])), [open])

    const [isReady, setReady] = useState(false)
    const hasLooked = useRef(false)
    useEffect(() => {
      if (!isReady || !here || hasLooked.current) return
      hasLooked.current = true
      controller.current?.flyTo(here, 15.5)
    }, [isReady, here])
    useEffect(() => {
      const place = task && placeOfTask(task)
      if (isReady && place) controller.current?.flyTo(place, 17)
    }, [isReady, task])

    async function take(files: FileList | null) {
      if (!files || files.length === 0) return
      const photos = await shrink([...files])
      if (photos.length > 0) draft.change({ photos: [...(draft.draft?.photos ?? []), ...photos] })
    }
    const input = (
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        className="sr-only"
        tabIndex={-1}
        aria-hidden
        data-field="camera"
        onChange={(event) => {
          void take(event.target.files)
          event.target.value = ''
        }}
      />
    )
    const views = {
      report: () => (
        <ReportForm
          draft={draft}
          taking={
            <>
              {taking}
              {refusal}
            </>
          }
          onSend={outbox.add}
          controlAreas={controlAreas}
          here={position.kind === 'known' ? position.position : null}
          onClose={() => change({ view: null })}
        />
      ),
      outbox: () => <OutboxView outbox={outbox} onClose={() => change({ view: null })} />,
    }
    // The camera's field stays where it is while views change: what it brings must find it there.
    if (search.view)
      return (
        <div className="h-full">
          {input}
          <div className="h-full overflow-y-auto bg-ground text-base">{views[search.view]()}</div>
        </div>
      )
    return (
      <div className="h-full">
        {input}
        <div className="flex h-full flex-col text-base md:flex-row-reverse">
          <section
            className={
              task
                ? 'relative h-[30dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1'
                : 'relative h-[42dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1'
            }
            aria-label={t('title')}
          >
            <CityMap
              flavor={isDark ? 'dark' : 'light'}
              bounds={city.bbox}
              overlays={overlays}
              caseFilter={{ ids: caseIds }}
              selection={task && 'row' in task ? { entity: 'case', id: task.row.caseId } : null}
              marker={here}
              preview={controlAreas.shapes}
              hasControls={false}
              onIdentify={({ hits }) => {
                const hit = hits.find(({ entity }) => entity === 'case')
                const found = open.find((one) => 'row' in one && one.row.caseId === hit?.id)
                if (found) change({ task: keyOfTask(found) })
              }}
              onReady={(ready) => {
                controller.current = ready
                setReady(true)
              }}
            />
            <PositionNote
              state={position}
              onLocate={() => here && controller.current?.flyTo(here, 16.5)}
              controlArea={here ? controlAreas.at(here) : undefined}
            />
          </section>
          <section className="flex min-h-0 flex-1 flex-col border-t bg-panel md:w-[26rem] md:flex-none md:border-t-0 md:border-r">
            <OutboxBar outbox={outbox} onOpen={() => change({ view: 'outbox' })} />
            {task ? (
              <TaskDetail
                key={keyOfTask(task)}
                task={task}
                position={position}
                outbox={outbox}
                onSend={async (title, job) => {
                  const isKeptHere = await outbox.add(title, job)
                  if (isKeptHere) change({ task: null })
                  return isKeptHere
                }}
                onBack={() => change({ task: null })}
              />
            ) : (
              <>
                <TaskList
                  tasks={tasks && open}
                  kinds={tasks?.kinds ?? []}
                  kind={search.kind}
                  from={here}
                  keptAt={isKept ? (tasks?.at ?? null) : null}
                  error={error}
                  onRetry={refetch}
                  onKind={(kind) => change({ kind })}
                  onOpen={(one) => change({ task: keyOfTask(one) })}
                />
                <div className="border-t bg-panel px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))]">
                  <Button
                    look="primary"
                    size="touch"
                    className="min-h-14 w-full text-lg"
                    data-action="report"
                    onClick={() => {
                      // Camera first: the form stands behind it, with or without a picture.
                      camera.current?.click()
                      change({ view: 'report' })
                    }}
                  >
                    <Camera aria-hidden className="size-6" strokeWidth={1.75} />
                    {t('report')}
                  </Button>
                </div>
              </>
            )}
          </section>
        </div>
      </div>
    )
  },
)

/** Opening something is a step that the phone's back button undoes. */
const isStep = ({ task, view }: Partial<PhoneSearch>) => Boolean(task || view)
