import { crc32 } from 'node:zlib'
import { joinLayers } from '../../tiles/engine/join-layers.ts'
import type { TileSource } from '../../tiles/engine/layer-definition.ts'
import type { PointFilter, PointRow, WorldPoint } from '../../tiles/engine/point-store.ts'
import { PointStore } from '../../tiles/engine/point-store.ts'
import type { ScopeIndex } from '../../tiles/engine/scope-index.ts'
import { type ShapeRow, ShapeStore } from '../../tiles/engine/shape-store.ts'
import { type CachedBytes, type CachedTile, TileCache } from '../../tiles/engine/tile-cache.ts'
import type { EventType } from '../identity/permissions.ts'
import type { LiveEvent } from '../live/event-feed.ts'
import { pagesOf, type Which } from './queries.ts'

/** How a layer's rows are read, and which events say that some of them changed. */
export type LayerReader =
  | {
      readonly kind: 'points'
      readonly source: TileSource & { kind: 'points' }
      readonly read: (which: Which) => Promise<PointRow[]>
      /** All rows, where there is a quicker way than by the order of their ids. */
      readonly pages?: () => AsyncIterable<PointRow[]>
      /** The id of the row that an event is about, or undefined. */
      readonly changedBy: (event: LiveEvent) => number | undefined
      /** Rows that move without events are read anew when a tile is asked for, at most this often. */
      readonly refreshMilliseconds?: number
      /** Changes are brought in when somebody asks: for layers of which there are many, and few are looked at. */
      readonly isLazy?: boolean
    }
  | {
      readonly kind: 'shapes'
      readonly source: TileSource & { kind: 'shapes' }
      readonly read: () => Promise<Readonly<Record<string, readonly ShapeRow[]>>>
      /** Besides a newly loaded city, what says that its rows are others now. */
      readonly staleAfter?: EventType
    }

/** Which areas a reader may see, or everything. */
export type ReaderScope = ReadonlySet<number> | 'everything'

type Snapshot = {
  readonly stores: { encode: Encode; scopesIn: (z: number, x: number, y: number) => number[] }[]
  readonly scopes: readonly ScopeIndex[]
  readonly points: PointStore | undefined
  readonly shapes: readonly ShapeStore[]
}
type Encode = (
  z: number,
  x: number,
  y: number,
  mask: Uint8Array | undefined,
  filters: readonly PointFilter[],
) => Uint8Array | undefined

const maxCacheBytes = 96 * 1024 * 1024
const retryMilliseconds = 1000
const patienceMilliseconds = 2000
/** Cases leave the layer by age without an event, so that a layer is built anew once a day. */
const maxAgeMilliseconds = 24 * 3600 * 1000

/**
 * One layer in memory: built from the database when it is first asked for, then kept up by the event log. Everything is
 * safe to do twice: an event only says which row to read again.
 */
export class LiveLayer {
  readonly cache: TileCache
  private readonly reader: LayerReader
  private readonly nowMs: () => number
  private readonly onFault: (error: unknown) => void
  private snapshot: Snapshot | undefined
  private building: Promise<Snapshot> | undefined
  private builtAtMs = 0
  private refreshedAtMs = 0
  private readonly changedIds = new Set<number>()
  private isStale = false
  private isStopped = false
  private seenPosition: number
  private appliedPosition: number
  private applying: Promise<void> | undefined
  private readonly waiting = new Set<() => void>()

  constructor(
    reader: LayerReader,
    position: number,
    nowMs: () => number,
    onFault: (error: unknown) => void,
    cacheBytes: number = maxCacheBytes,
  ) {
    this.reader = reader
    this.cache = new TileCache(cacheBytes)
    this.seenPosition = this.appliedPosition = position
    this.nowMs = nowMs
    this.onFault = onFault
  }

  get source(): TileSource {
    return this.reader.source
  }

  /** How many points it holds by now. */
  get pointCount(): number {
    return this.snapshot?.points?.size ?? 0
  }

  /** The log position up to which every change is in the tiles. */
  get position(): number {
    return this.appliedPosition
  }

  /** Takes events in the order of the log. */
  follow(events: readonly LiveEvent[]): void {
    for (const event of events) {
      this.seenPosition = Math.max(this.seenPosition, event.position)
      if (event.type === 'city.loaded') this.isStale = true
      else if (this.reader.kind === 'shapes') this.isStale ||= event.type === this.reader.staleAfter
      else {
        const id = this.reader.changedBy(event)
        if (id !== undefined) this.changedIds.add(id)
      }
    }
    if (!this.isLazy || this.waiting.size > 0) void this.apply()
  }

  /** From here on the database may be closed: what fails is told to nobody and not tried again. */
  stop(): void {
    this.isStopped = true
  }

  private tell(fault: unknown): void {
    if (!this.isStopped) this.onFault(fault)
  }

  private get isLazy(): boolean {
    return this.reader.kind === 'points' && this.reader.isLazy === true
  }

  /** Builds the layer if it is not there yet. */
  async ready(): Promise<void> {
    await this.current()
  }

  /** Waits until changes up to `position` are in the tiles. @returns whether they are */
  async reaches(position: number, patienceMilliseconds: number): Promise<boolean> {
    await this.current()
    if (this.appliedPosition >= position) return true
    if (this.isLazy) void this.apply()
    return new Promise((resolve) => {
      const finish = (isReached: boolean) => {
        clearTimeout(timer)
        this.waiting.delete(look)
        resolve(isReached)
      }
      const look = () => {
        if (this.appliedPosition >= position) finish(true)
      }
      const timer = setTimeout(() => finish(false), patienceMilliseconds)
      this.waiting.add(look)
    })
  }

  /**
   * A tile as this reader may see it; undefined where there is nothing. Readers who see the same of a tile share its
   * bytes. Filtered tiles are not kept.
   */
  async tile(
    z: number,
    x: number,
    y: number,
    scope: ReaderScope,
    filters: readonly PointFilter[] = [],
  ): Promise<CachedBytes | undefined> {
    await this.refreshIfDue(await this.current())
    // From here on nothing is awaited, so that a tile never mixes two snapshots.
    const snapshot = this.snapshot!
    const tile = this.cache.find(z, x, y) ?? this.openTile(snapshot, z, x, y)
    if (tile.scopes.length === 0) return undefined
    const visible =
      scope === 'everything' || this.source.access === 'public'
        ? tile.scopes
        : tile.scopes.filter((number) => scope.has(snapshot.scopes[0]!.areaId(number)))
    if (visible.length === 0) return undefined
    const isAll = visible.length === tile.scopes.length
    const variant = isAll ? 'all' : visible.join(',')
    const kept = filters.length === 0 ? tile.variants.get(variant) : undefined
    if (kept) return kept.bytes.length > 0 ? kept : undefined
    const mask = isAll ? undefined : maskOf(visible, snapshot.scopes[0]!.count)
    const bytes =
      joinLayers(snapshot.stores.map((store) => store.encode(z, x, y, mask, filters))) ?? new Uint8Array(0)
    const made: CachedBytes = { bytes, etag: etagOf(bytes), gzip: undefined, uses: 0 }
    if (filters.length === 0) this.cache.add(tile, variant, made)
    return bytes.length > 0 ? made : undefined
  }

  /**
   * Ids of the points that one cluster stands for, as this reader may see it; the worst first.
   *
   * @param of whether it gathers what is open, or the number that its points share
   */
  async clusterMembers(
    z: number,
    tile: WorldPoint,
    at: WorldPoint,
    of: boolean | number,
    scope: ReaderScope,
    filters: readonly PointFilter[],
  ): Promise<number[]> {
    await this.refreshIfDue(await this.current())
    const { points, shapes, scopes } = this.snapshot!
    const numbers = Array.from({ length: scopes[0]!.count }, (_, number) => number)
    const mask =
      scope === 'everything' || this.source.access === 'public'
        ? undefined
        : maskOf(
            numbers.filter((number) => scope.has(scopes[0]!.areaId(number))),
            numbers.length,
          )
    if (points) return points.membersNear(z, tile, at, of === true, mask, filters)
    return shapes.flatMap((store) => store.membersNear(z, tile, at, of, mask))
  }

  private openTile(snapshot: Snapshot, z: number, x: number, y: number): CachedTile {
    const scopes = new Set(snapshot.stores.flatMap((store) => store.scopesIn(z, x, y)))
    return this.cache.open(z, x, y, [...scopes])
  }

  private current(): Promise<Snapshot> {
    if (this.snapshot) return Promise.resolve(this.snapshot)
    this.building ??= this.build().finally(() => {
      this.building = undefined
    })
    return this.building
  }

  /** Changes that come while it reads wait in `changedIds`, and are read again after. */
  private async build(): Promise<Snapshot> {
    const snapshot = await this.readSnapshot()
    this.snapshot = snapshot
    this.builtAtMs = this.refreshedAtMs = this.nowMs()
    this.cache.clear()
    void this.apply()
    return snapshot
  }

  private async readSnapshot(): Promise<Snapshot> {
    const { reader } = this
    if (reader.kind === 'points') {
      const points = new PointStore(reader.source)
      await points.loadPages(reader.pages?.() ?? pagesOf(reader.read))
      return {
        points,
        shapes: [],
        scopes: [points.scopes],
        stores: [
          {
            encode: (z, x, y, mask, filters) => points.encode(z, x, y, mask, filters),
            scopesIn: (z, x, y) => points.scopesIn(z, x, y),
          },
        ],
      }
    }
    const rows = await reader.read()
    const { layers, maxZoom } = reader.source
    const shapes = layers.map((layer) => ({
      store: new ShapeStore(layer, rows[layer.name] ?? []),
      minZoom: layer.minZoom ?? 0,
    }))
    return {
      points: undefined,
      shapes: shapes.map(({ store }) => store),
      scopes: shapes.map(({ store }) => store.scopes),
      stores: shapes.map(({ store, minZoom }) => ({
        encode: (z, x, y, mask) => (z < minZoom ? undefined : store.encode(z, x, y, mask, z >= maxZoom)),
        scopesIn: (z, x, y) => (z < minZoom ? [] : store.scopesIn(z, x, y)),
      })),
    }
  }

  /** Brings the changes that were told into the snapshot, one round after the other. */
  private apply(): Promise<void> {
    this.applying ??= this.applyRounds().finally(() => {
      this.applying = undefined
    })
    return this.applying
  }

  private async applyRounds(): Promise<void> {
    for (;;) {
      // Not built yet: building reads everything, and what was told before it began is then in it.
      if (!this.snapshot && !this.building) {
        this.changedIds.clear()
        this.isStale = false
      }
      const target = this.seenPosition
      if (this.snapshot && this.builtAtMs + maxAgeMilliseconds < this.nowMs()) this.isStale = true
      if (this.snapshot && (this.isStale || this.changedIds.size > 0)) {
        try {
          await this.applyOnce(this.snapshot)
        } catch (error) {
          this.tell(error)
          if (this.isStopped) return
          await new Promise((resolve) => setTimeout(resolve, retryMilliseconds))
          continue
        }
      } else if (this.building) {
        return
      }
      this.appliedPosition = Math.max(this.appliedPosition, target)
      for (const look of [...this.waiting]) look()
      if (this.seenPosition === target && this.changedIds.size === 0 && !this.isStale) return
    }
  }

  private async applyOnce(snapshot: Snapshot): Promise<void> {
    if (this.isStale) {
      this.isStale = false
      this.changedIds.clear()
      try {
        this.snapshot = await this.readSnapshot()
      } catch (error) {
        this.isStale = true
        throw error
      }
      this.builtAtMs = this.refreshedAtMs = this.nowMs()
      this.cache.clear()
      return
    }
    const ids = [...this.changedIds]
    this.changedIds.clear()
    if (this.reader.kind !== 'points' || !snapshot.points) return
    try {
      const rows = await this.reader.read({ ids })
      this.put(snapshot.points, rows, ids)
    } catch (error) {
      for (const id of ids) this.changedIds.add(id)
      throw error
    }
  }

  /** Rows among `ids` that are no longer there leave the layer. */
  private put(points: PointStore, rows: readonly PointRow[], ids: Iterable<number>): void {
    const gone = new Set(ids)
    for (const row of rows) {
      gone.delete(row.id)
      this.invalidate(points.upsert(row))
    }
    for (const id of gone) this.invalidate(points.remove(id))
  }

  private invalidate(places: readonly WorldPoint[]): void {
    const { minZoom, maxZoom } = this.source
    for (const { x, y } of places) this.cache.invalidateAt(x, y, minZoom, maxZoom)
  }

  private async refreshIfDue(snapshot: Snapshot): Promise<void> {
    const { reader } = this
    // While the database is away, what is at hand is shown.
    if (this.isLazy) await Promise.race([this.apply(), after(patienceMilliseconds)])
    if (reader.kind !== 'points' || reader.refreshMilliseconds === undefined || !snapshot.points) return
    const nowMs = this.nowMs()
    if (nowMs - this.refreshedAtMs < reader.refreshMilliseconds) return
    this.refreshedAtMs = nowMs
    const rows: PointRow[] = []
    try {
      for await (const page of reader.pages?.() ?? pagesOf(reader.read)) rows.push(...page)
    } catch (error) {
      this.tell(error)
      return
    }
    this.put(snapshot.points, rows, [...snapshot.points.idsHeld()])
  }
}

/** Reads the row's id from events of one kind. */
export function entityIdOf(prefix: string): (event: LiveEvent) => number | undefined {
  return (event) => {
    if (!event.type.startsWith(prefix)) return undefined
    const id = Number(event.entityId)
    return Number.isSafeInteger(id) ? id : undefined
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}

function maskOf(visible: readonly number[], count: number): Uint8Array {
  const mask = new Uint8Array(count)
  for (const number of visible) mask[number] = 1
  return mask
}

/** Tells a tile from its other versions, guards nothing: a checksum is a tenth of a digest's time. */
function etagOf(bytes: Uint8Array): string {
  return `"${crc32(bytes).toString(36)}-${bytes.length.toString(36)}"`
}
