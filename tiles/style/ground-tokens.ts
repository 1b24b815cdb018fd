/**
 * The colours of the ground: low in contrast and saturation, so that everything the city keeps stands out on it.
 * No red, no strong amber, no violet: those ask for somebody.
 */
export type GroundPalette = {
  readonly land: {
    /** All that is built, from afar. */
    readonly town: string
    readonly residential: string
    readonly commercial: string
    readonly industrial: string
    readonly school: string
    readonly hospital: string
    readonly government: string
    readonly utility: string
    readonly plaza: string
    readonly parking: string
    readonly construction: string
    readonly railway: string
    readonly park: string
    readonly forest: string
    readonly grass: string
    readonly hill: string
    readonly farmland: string
    readonly orchard: string
    readonly pitch: string
    readonly cemetery: string
    readonly sand: string
  }
  /** Slopes: how strong each step of light and shade is, and lines of equal height. */
  readonly relief: {
    readonly light: string
    readonly shade: string
    readonly lightOpacity: number
    readonly shadeOpacity: number
    readonly contour: string
  }
  readonly tree: string
  readonly water: string
  readonly waterLine: string
  readonly waterText: string
  readonly road: {
    readonly expressway: string
    readonly expresswayCasing: string
    readonly arterial: string
    readonly minor: string
    readonly path: string
    readonly casing: string
    readonly bridgeCasing: string
    /** From afar, without a casing to part a road from pale ground. */
    readonly farExpressway: string
    readonly farArterial: string
    readonly farMinor: string
    readonly tunnel: string
    readonly arrow: string
  }
  readonly rail: string
  readonly railTie: string
  readonly metro: string
  readonly building: string
  readonly buildingEdge: string
  readonly tower: string
  readonly shield: { readonly fill: string; readonly edge: string; readonly text: string }
  /** For roads with a number that are no expressways. */
  readonly numberPlate: { readonly fill: string; readonly edge: string; readonly text: string }
  /** Signs of places, by what they are for. */
  readonly place: {
    readonly transit: string
    readonly civic: string
    readonly health: string
    readonly learning: string
    readonly green: string
    readonly trade: string
    readonly works: string
  }
}

export const lightGround: GroundPalette = {
  land: {
    town: '#e2e1e3',
    residential: '#f1f0ee',
    commercial: '#f4efeb',
    industrial: '#ebebf0',
    school: '#f3f0e7',
    hospital: '#f3ebee',
    government: '#edecf2',
    utility: '#e8e9ee',
    plaza: '#efeeea',
    parking: '#ebecef',
    construction: '#ece7dc',
    railway: '#e9e9ed',
    park: '#d2e6cc',
    forest: '#c8dec2',
    grass: '#dfecd8',
    hill: '#d9e6d2',
    farmland: '#eef0e0',
    orchard: '#e3ebd3',
    pitch: '#c3dfc0',
    cemetery: '#dae5d5',
    sand: '#f2ecd9',
  },
  relief: { light: '#ffffff', shade: '#4f6a4b', lightOpacity: 0.1, shadeOpacity: 0.1, contour: '#b9b694' },
  tree: '#b5d3ad',
  water: '#b8d6eb',
  waterLine: '#96bddb',
  waterText: '#2c608f',
  road: {
    expressway: '#f8e6bd',
    expresswayCasing: '#d3b67e',
    arterial: '#fcf0cd',
    minor: '#ffffff',
    path: '#c9c3b8',
    casing: '#c6cad1',
    bridgeCasing: '#a9afb9',
    farExpressway: '#d8b465',
    farArterial: '#b4bac5',
    farMinor: '#d2d5dc',
    tunnel: '#eceded',
    arrow: '#8d96a5',
  },
  rail: '#a3aab6',
  railTie: '#a3aab6',
  metro: '#86a5ab',
  building: '#dadadc',
  buildingEdge: '#c3c3c8',
  tower: '#d3d4db',
  shield: { fill: '#3f7d63', edge: '#ffffff', text: '#ffffff' },
  numberPlate: { fill: '#f3e7c0', edge: '#c3ae6e', text: '#6b5a2a' },
  place: {
    transit: '#3f69a8',
    civic: '#56657e',
    health: '#9c5480',
    learning: '#85693a',
    green: '#3f7a4d',
    trade: '#7b6354',
    works: '#6b7280',
  },
}

export const darkGround: GroundPalette = {
  land: {
    town: '#252d39',
    residential: '#161b23',
    commercial: '#191c25',
    industrial: '#191c27',
    school: '#1b1d22',
    hospital: '#1d1b23',
    government: '#1a1c27',
    utility: '#181b24',
    plaza: '#20262f',
    parking: '#1d232d',
    construction: '#1d1d1e',
    railway: '#171b23',
    park: '#16271f',
    forest: '#14241c',
    grass: '#17231e',
    hill: '#15211c',
    farmland: '#151c1a',
    orchard: '#17201b',
    pitch: '#1a2c22',
    cemetery: '#17221e',
    sand: '#201f1b',
  },
  relief: { light: '#8fa8a0', shade: '#05080c', lightOpacity: 0.03, shadeOpacity: 0.2, contour: '#33423c' },
  tree: '#1d3328',
  water: '#12293f',
  waterLine: '#1f4362',
  waterText: '#7fa9cf',
  road: {
    expressway: '#5a5242',
    expresswayCasing: '#0c1016',
    arterial: '#465061',
    minor: '#2b333f',
    path: '#333a45',
    casing: '#0c1016',
    bridgeCasing: '#05080c',
    farExpressway: '#665a41',
    farArterial: '#475263',
    farMinor: '#2b3441',
    tunnel: '#1f252f',
    arrow: '#7d899b',
  },
  rail: '#49546a',
  railTie: '#49546a',
  metro: '#4d6b73',
  building: '#262e3a',
  buildingEdge: '#353f4d',
  tower: '#2d3643',
  shield: { fill: '#24503f', edge: '#0c1016', text: '#d9e8e0' },
  numberPlate: { fill: '#332e20', edge: '#6b5f3c', text: '#cfbf8f' },
  place: {
    transit: '#7fa6dc',
    civic: '#98a6bd',
    health: '#c48fae',
    learning: '#bfa678',
    green: '#7fb58b',
    trade: '#b59d8c',
    works: '#8f99a8',
  },
}

/** For a dark hall: darker still, as an LED wall blooms. */
export const wallGround: GroundPalette = {
  ...darkGround,
  land: {
    town: '#16233c',
    residential: '#0d1524',
    commercial: '#0f1626',
    industrial: '#101727',
    school: '#101728',
    hospital: '#111628',
    government: '#101728',
    utility: '#0f1626',
    plaza: '#152031',
    parking: '#131d2f',
    construction: '#111827',
    railway: '#0f1626',
    park: '#0e1e23',
    forest: '#0d1c20',
    grass: '#0e1b22',
    hill: '#0d1a20',
    farmland: '#0c1720',
    orchard: '#0d1920',
    pitch: '#10232a',
    cemetery: '#0e1b22',
    sand: '#121a26',
  },
  relief: { light: '#7f9aa6', shade: '#040813', lightOpacity: 0.025, shadeOpacity: 0.22, contour: '#1f3038' },
  tree: '#12282b',
  water: '#10263f',
  waterLine: '#1d3f63',
  road: {
    ...darkGround.road,
    expressway: '#3d4250',
    expresswayCasing: '#0b1220',
    arterial: '#324259',
    minor: '#1b2638',
    casing: '#0b1220',
    bridgeCasing: '#070c16',
    farExpressway: '#474a54',
    farArterial: '#2e3e59',
    farMinor: '#1c2942',
  },
  building: '#19253a',
  buildingEdge: '#223049',
  tower: '#1d2a41',
}
