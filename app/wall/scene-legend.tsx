import { useTranslations } from 'next-intl'
import { type Flavor, type Palette, palettes } from '../../tiles/style/tokens.ts'
import { StatusShape } from '../_ui/status-shape.tsx'
import type { Scene } from './scenes.ts'

/** What the colours and shapes of the running scene mean, in words a room can read. */
export function SceneLegend({ scene, flavor }: { scene: Scene; flavor: Flavor }) {
  const t = useTranslations('wall')
  const palette = palettes[flavor]
  if (scene.heat) {
    return (
      <div className="wall-legend">
        <span>
          {t('calm')}
          <span className="wall-ramp">
            {palette.heat.map((color) => (
              <i key={color} style={{ background: color }} />
            ))}
          </span>
          {t('attention')}
        </span>
        <span>
          <i className="wall-hatch" />
          {t('tooFewLegend')}
        </span>
        <Urgent palette={palette} />
      </div>
    )
  }
  if (scene.name === 'cases') {
    return (
      <div className="wall-legend">
        {(['normal', 'near', 'overdue'] as const).map((level) => (
          <span key={level} style={{ color: palette[level] }}>
            <StatusShape level={level} label={t(`legend.${level}`)} className="size-[1em] text-current" />
            <span style={{ color: 'var(--wall-ink)' }}>{t(`legend.${level}`)}</span>
          </span>
        ))}
        <Urgent palette={palette} />
      </div>
    )
  }
  return (
    <div className="wall-legend">
      <span>
        <b style={{ color: palette.accent }}>➤</b> {t('legend.free')}
      </span>
      <span>
        <b style={{ color: palette.normal }}>➤</b> {t('legend.busy')}
      </span>
      <span>
        <b style={{ color: palette.overdue }}>◆</b> {t('legend.alarm')}
      </span>
      <span>
        <b style={{ color: palette.near }}>◆</b> {t('legend.warned')}
      </span>
    </div>
  )
}

/** What pulses on the map. */
function Urgent({ palette }: { palette: Palette }) {
  const t = useTranslations('wall')
  return (
    <span>
      <b style={{ color: palette.overdue }}>◉</b> {t('legend.pulse')}
    </span>
  )
}
