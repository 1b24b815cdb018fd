'use client'

import type { Thing } from '../../../server/shapes/page-things.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { useThingWords } from './use-thing-words.ts'

export type OpenedThing = Pick<Thing, 'id' | 'code' | 'name' | 'nameEn' | 'lngLat'> & {
  readonly kind: Exclude<ThingKind, 'case'> | 'layer_feature'
}

export const thingRowPixels = 44

/** A part, sensor or unit on one line, to be opened. */
export function ThingLine({ kind, thing, onOpen }: { kind: ThingKind; thing: Thing; onOpen: () => void }) {
  const words = useThingWords()
  return (
    <button
      type="button"
      onClick={onOpen}
      data-thing={thing.code}
      className="flex h-full w-full min-w-0 flex-1 items-center gap-2 px-3 text-left hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate">
        {words.nameOf(thing)} <span className="text-muted">{thing.code}</span>
      </span>
      <span className="shrink-0 text-muted">{words.stateOf(kind, thing.state)}</span>
    </button>
  )
}
