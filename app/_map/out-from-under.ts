type Point = { readonly x: number; readonly y: number }
type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** Room between a place and what stands beside it. */
const margin = 28
/** What the map's own tools take of it, at the top and at the right. */
const tools = 64

/**
 * By how much a place has to move on the screen to come out from under a card at the map's bottom left: to the right or
 * up, whichever is less. Null where it lies in sight.
 */
export function outFromUnder(place: Point, card: Box, map: { readonly width: number }): Point | null {
  const isUnder =
    place.x > card.left - margin &&
    place.x < card.right + margin &&
    place.y > card.top - margin &&
    place.y < card.bottom + margin
  if (!isUnder) return null
  const right = card.right + margin
  // Where there is too little room above, half of it.
  const up = Math.max(card.top - margin, card.top / 2)
  const hasRoomRight = right <= map.width - tools
  const isRightLess = right - place.x < place.y - up || card.top - margin < tools
  const shift = hasRoomRight && isRightLess ? { x: right - place.x, y: 0 } : { x: 0, y: up - place.y }
  return Math.hypot(shift.x, shift.y) < 1 ? null : shift
}
