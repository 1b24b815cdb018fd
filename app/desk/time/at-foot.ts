/** Keeps the scale and the legend of the map above a bar at its foot, however high its words make it. */
export function atFoot(bar: HTMLElement): () => void {
  const map = bar.parentElement
  const observer = new ResizeObserver(() =>
    map?.style.setProperty('--map-foot', `${bar.offsetHeight + marginPixels}px`),
  )
  observer.observe(bar)
  return () => {
    observer.disconnect()
    map?.style.removeProperty('--map-foot')
  }
}

const marginPixels = 8
