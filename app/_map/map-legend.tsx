import { useLocale, useTranslations } from 'next-intl'
import { memo, useMemo, useState } from 'react'
import { legendOf } from '../../tiles/style/city-style.ts'
import { drawIcon } from '../../tiles/style/icons/draw-icon.ts'
import type { LegendEntry, LegendSwatch, StyleParameters, Words } from '../../tiles/style/map-layer.ts'
import { useIsWide } from '../_ui/use-is-wide.ts'

/**
 * What the shown layers mean, by the same declarations that draw them. Open where colours stand for figures, which nobody
 * can guess; elsewhere folded to a button, as it is on a small screen.
 */
export function MapLegend({ parameters }: { parameters: StyleParameters }) {
  const t = useTranslations('map')
  const entries = useMemo(() => legendOf(parameters), [parameters])
  const isWide = useIsWide()
  const [wish, setWish] = useState<boolean>()
  if (entries.length === 0) return null
  return (
    <details
      open={wish ?? (isWide && parameters.heatEntity !== null)}
      onToggle={(event) => setWish(event.currentTarget.open)}
      className="absolute bottom-[calc(3rem+var(--map-foot,0px))] left-3 z-10 rounded-lg border border-line bg-panel/95 text-sm shadow-float"
    >
      <summary className="px-3 py-1.5 text-muted select-none hover:text-ink">{t('legend')}</summary>
      <div className="px-3 pb-2.5">
        <LegendEntries entries={entries} />
      </div>
    </details>
  )
}

export function LegendEntries({ entries }: { entries: readonly LegendEntry[] }) {
  const locale = useLocale()
  const say = (words: Words) => (locale === 'en' ? words.en : words.zh)
  return (
    <ul className="grid gap-1.5">
      {entries.map(({ swatch, label }) => (
        <li key={label.en} className="flex items-center gap-2">
          <Swatch swatch={swatch} say={say} />
          {swatch.kind !== 'ramp' && <span>{say(label)}</span>}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ swatch, say }: { swatch: LegendSwatch; say: (words: Words) => string }) {
  switch (swatch.kind) {
    case 'icon':
      return <IconSwatch name={swatch.icon} />
    case 'fill':
      return <span className="h-4 w-6 rounded-xs" style={{ background: swatch.color }} />
    case 'line':
      return <span className="w-6 border-t-2" style={{ borderColor: swatch.color }} />
    case 'hatch':
      return (
        <span
          className="h-4 w-6 rounded-xs border"
          style={{
            borderColor: swatch.color,
            background: `repeating-linear-gradient(135deg, ${swatch.color} 0 1px, transparent 1px 5px)`,
          }}
        />
      )
    case 'ramp':
      return (
        <span className="flex items-center gap-1.5">
          <span>{say(swatch.from)}</span>
          <span className="flex overflow-hidden rounded-xs">
            {swatch.colors.map((color) => (
              <span key={color} className="h-4 w-5" style={{ background: color }} />
            ))}
          </span>
          <span>{say(swatch.to)}</span>
        </span>
      )
  }
}

/** Drawn once: dot by dot it takes longer than all else of a legend, which is rendered with every look of the map. */
const IconSwatch = memo(function IconSwatch({ name }: { name: string }) {
  return (
    <span className="grid w-6 place-items-center">
      <canvas
        className="size-5"
        ref={(canvas) => {
          const icon = drawIcon(name)
          if (!canvas || !icon) return
          canvas.width = icon.width
          canvas.height = icon.height
          canvas.getContext('2d')?.putImageData(new ImageData(icon.data, icon.width, icon.height), 0, 0)
        }}
      />
    </span>
  )
})
