import { Compass, Expand, Minus, Plus, Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { StyleParameters } from '../../tiles/style/map-layer.ts'
import { classNames } from '../_ui/class-names.ts'
import type { MapController } from './map-controller.ts'
import type { BoundingBox } from './map-types.ts'
import { PrintDialog } from './print/print-dialog.tsx'
import { ScaleBar } from './scale-bar.tsx'

export function MapControls({
  controller,
  bounds,
  printed,
}: {
  controller: MapController
  bounds: BoundingBox
  /** What the map draws, where it may be printed. */
  printed?: StyleParameters
}) {
  const t = useTranslations('map')
  const [isPrinting, setPrinting] = useState(false)
  return (
    <>
      <div className="absolute right-3 bottom-3 z-10 flex flex-col overflow-hidden rounded-lg border border-line bg-panel shadow-float">
        <Control label={t('zoomIn')} onClick={() => controller.zoomBy(1)} isForMouse>
          <Plus className="size-4" />
        </Control>
        <Control label={t('zoomOut')} onClick={() => controller.zoomBy(-1)} isForMouse>
          <Minus className="size-4" />
        </Control>
        <Control label={t('wholeCity')} onClick={() => controller.fit(bounds)}>
          <Expand className="size-4" />
        </Control>
        <Control label={t('northUp')} onClick={() => controller.straighten()}>
          <Compass className="size-4" />
        </Control>
        {printed && (
          <Control label={t('print.print')} onClick={() => setPrinting(true)} isForMouse>
            <Printer className="size-4" />
          </Control>
        )}
      </div>
      <ScaleBar controller={controller} />
      {controller.attribution && (
        <p className="pointer-events-none absolute right-3 bottom-52 z-10 max-w-1/2 truncate rounded-xs bg-panel/85 px-1 text-xs text-muted">
          {controller.attribution}
        </p>
      )}
      {isPrinting && printed && (
        <PrintDialog controller={controller} parameters={printed} onClose={() => setPrinting(false)} />
      )}
    </>
  )
}

function Control({
  label,
  onClick,
  isForMouse = false,
  children,
}: {
  label: string
  onClick: () => void
  /** Fingers pinch instead, and a small screen needs the room. */
  isForMouse?: boolean
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={classNames(
        'grid size-9 place-items-center border-b border-line text-muted transition-colors duration-(--swift) last:border-b-0 hover:bg-hover hover:text-ink pointer-coarse:size-11',
        isForMouse && 'pointer-coarse:hidden',
      )}
    >
      {children}
    </button>
  )
}
