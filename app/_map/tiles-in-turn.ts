type Tile = { state: string; readonly aborted: boolean }
type LoadTile<T extends Tile, R> = (tile: T) => Promise<R | undefined>

/** A request that hangs keeps later changes of the style from its tile no longer than this. */
const MOST_MILLISECONDS = 3000

/**
 * Has each tile fetched and laid out in turn. The map starts a fetch and a new layout of the same tile side by side and takes
 * their answers as they come: under load the picture of what was there before comes last and stays, and the next fetch,
 * told that nothing has changed, leaves it.
 *
 * @param loadTile of a source of vector tiles; it reads from the tile's state what is wanted
 */
export function inTurn<T extends Tile, R>(loadTile: LoadTile<T, R>): LoadTile<T, R> {
  const latest = new WeakMap<T, Promise<unknown>>()
  return function inItsTurn(this: unknown, tile) {
    const { state } = tile
    const before = latest.get(tile)
    // The map itself puts off what is asked of a tile that comes for the first time.
    if (!before || state === 'loading') return keep(loadTile.call(this, tile))
    return keep(
      before.then(() => {
        if (tile.aborted) return undefined
        tile.state = state
        return loadTile.call(this, tile)
      }),
    )
    function keep(load: Promise<R | undefined>): Promise<R | undefined> {
      const settled = Promise.race([load.catch(() => undefined), wait(MOST_MILLISECONDS)])
      latest.set(tile, settled)
      void settled.then(() => {
        if (latest.get(tile) === settled) latest.delete(tile)
      })
      return load
    }
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
