import type { OverlayLook, OverlayName } from '../../../tiles/style/map-layer.ts'

/** The layers of the desk from top to bottom, as the map is best read. */
export const deskLayers = [
  'units',
  'cases',
  'sensors',
  'parts',
  'layer_features',
  'duty_grids',
  'areas',
  'unit_grids',
] as const satisfies readonly OverlayName[]
export type DeskLayer = (typeof deskLayers)[number]

/** One layer that is shown, and how. Opacity in percent; a zoom or classes only where somebody chose them. */
export type LayerChoice = {
  readonly name: DeskLayer
  readonly opacity: number
  readonly minZoom?: number
  readonly maxZoom?: number
  readonly classes?: readonly string[]
}
/** From top to bottom. */
export type LayerChoices = readonly LayerChoice[]

export const firstChoices: LayerChoices = (['units', 'cases', 'areas'] as const).map((name) => ({
  name,
  opacity: 100,
}))

/**
 * Reads choices from an address; null where it has none. What is mistyped is left out.
 *
 * @example parseLayers('units_parts*60*14-18*01.03') // units, and parts at 60 % from zoom 14 to 18 of two classes
 */
export function parseLayers(text: string | null): LayerChoices | null {
  if (text === null) return null
  const seen = new Set<string>()
  return text.split('_').flatMap((part): LayerChoice[] => {
    const [code = '', opacityText, zoomText, classText] = part.split('*')
    const name = deskLayers.find((layer) => codeOf(layer) === code)
    if (!name || seen.has(name)) return []
    seen.add(name)
    const opacity = opacityText ? Number(opacityText) : 100
    const [minZoom, maxZoom] = (zoomText ?? '').split('-').map((zoom) => (zoom ? Number(zoom) : undefined))
    const classes = classText?.split('.').filter((one) => /^[\w-]{1,16}$/.test(one))
    return [
      {
        name,
        opacity: isWithin(opacity, 5, 100) ? Math.round(opacity) : 100,
        ...(minZoom !== undefined && isWithin(minZoom, 0, 24) && { minZoom }),
        ...(maxZoom !== undefined && isWithin(maxZoom, 0, 24) && { maxZoom }),
        ...(classes && classes.length > 0 && { classes }),
      },
    ]
  })
}

/** As `parseLayers` reads it; null for the layers that the desk opens with. */
export function formatLayers(choices: LayerChoices): string | null {
  const text = choices
    .map(({ name, opacity, minZoom, maxZoom, classes }) => {
      const zooms = minZoom === undefined && maxZoom === undefined ? '' : `${minZoom ?? ''}-${maxZoom ?? ''}`
      return [codeOf(name), opacity === 100 ? '' : opacity, zooms, classes?.join('.') ?? '']
        .join('*')
        .replace(/\*+$/, '')
    })
    .join('_')
  return text === firstText ? null : text
}
const firstText = 'units_cases_areas'

/** A layer that is switched on stands where it belongs among those that are shown. */
export function toggleLayer(choices: LayerChoices, name: DeskLayer): LayerChoices {
  if (choices.some((choice) => choice.name === name)) return choices.filter((choice) => choice.name !== name)
  const rank = deskLayers.indexOf(name)
  const below = choices.findIndex((choice) => deskLayers.indexOf(choice.name) > rank)
  return choices.toSpliced(below === -1 ? choices.length : below, 0, { name, opacity: 100 })
}

/** One place up (-1) or down (1). */
export function moveLayer(choices: LayerChoices, name: DeskLayer, by: -1 | 1): LayerChoices {
  const from = choices.findIndex((choice) => choice.name === name)
  const to = from + by
  const choice = choices[from]
  if (!choice || to < 0 || to >= choices.length) return choices
  return choices.toSpliced(from, 1).toSpliced(to, 0, choice)
}

export function changeLayer(
  choices: LayerChoices,
  name: DeskLayer,
  change: { [K in Exclude<keyof LayerChoice, 'name'>]?: LayerChoice[K] | undefined },
): LayerChoices {
  return choices.map((choice) => {
    if (choice.name !== name) return choice
    const changed = Object.entries({ ...choice, ...change }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(changed) as LayerChoice
  })
}

/** What the map is told: names, looks where they are not the usual ones, an order where it is not the usual one. */
export function mapLayersOf(choices: LayerChoices): {
  overlays: readonly OverlayName[]
  looks: ReadonlyMap<OverlayName, OverlayLook>
  overlayOrder: readonly OverlayName[] | undefined
} {
  const names = choices.map(({ name }) => name)
  const usual = deskLayers.filter((name) => names.includes(name))
  const looks = choices.flatMap(({ name, opacity, ...rest }): [OverlayName, OverlayLook][] =>
    opacity === 100 && Object.keys(rest).length === 0 ? [] : [[name, { opacity: opacity / 100, ...rest }]],
  )
  const isUsual = usual.every((name, index) => name === names[index])
  return { overlays: names, looks: new Map(looks), overlayOrder: isUsual ? undefined : names.toReversed() }
}

/** A name without the mark that parts layers in an address. */
function codeOf(name: DeskLayer): string {
  return name.replace('_', '-')
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
