import { useTranslations } from 'next-intl'
import { measureShape } from '../../geo/measure-shape.ts'
import { areaText, lengthText } from './length-text.ts'
import type { DrawnShape, TracedShape } from './map-types.ts'

type Measurable = DrawnShape | Extract<TracedShape, { type: 'LineString' }>

/** Length, or the way round and the area; with `hasProjection` also on which plane they were measured. */
export function MeasureText({
  shape,
  hasProjection = false,
}: {
  shape: Measurable
  hasProjection?: boolean
}) {
  const t = useTranslations('map')
  const { lengthMeters, areaSquareMeters, centralMeridian } = measureShape(shape)
  const length = lengthText(lengthMeters)
  return (
    <>
      <span data-length={Math.round(lengthMeters)} data-area={Math.round(areaSquareMeters)}>
        {shape.type === 'Polygon'
          ? t('around', { length, area: areaText(areaSquareMeters) })
          : t('length', { length })}
      </span>
      {hasProjection && (
        <span className="block text-faint">{t('projection', { meridian: centralMeridian })}</span>
      )}
    </>
  )
}
