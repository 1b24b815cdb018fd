'use client'

import type { Shape } from '../../../server/cases/case-filter.ts'
import type { Thing } from '../../../server/shapes/page-things.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { PickBox } from './pick-box.tsx'
import type { Picked } from './picked.ts'
import { ThingLine, thingRowPixels } from './thing-line.tsx'
import { useThingWords } from './use-thing-words.ts'
import { useThings } from './use-things.ts'
import { VirtualRows } from './virtual-rows.tsx'

const byCode = { by: 'code', isDescending: false } as const

/** All parts, sensors or units inside a shape by their codes, a line each. */
export function ThingRows({
  geometry,
  kind,
  picked,
  onPicked,
  onOpen,
}: {
  geometry: Shape
  kind: Exclude<ThingKind, 'case'>
  picked: Picked
  onPicked: (picked: Picked) => void
  onOpen: (thing: Thing) => void
}) {
  const words = useThingWords()
  const { rows, isPending, error, retry, more } = useThings(geometry, kind, undefined, byCode)
  if (error && rows.length === 0) return <FailedNote error={error} onRetry={retry} />
  if (isPending) return <Skeleton className="m-4 h-32" />
  return (
    <VirtualRows rows={rows} rowPixels={thingRowPixels} more={more}>
      {(row) => (
        <div className="flex h-full items-stretch">
          <PickBox id={row.id} name={words.nameOf(row) || row.code} picked={picked} onPicked={onPicked} />
          <ThingLine kind={kind} thing={row} onOpen={() => onOpen(row)} />
        </div>
      )}
    </VirtualRows>
  )
}
