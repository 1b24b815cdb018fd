declare module 'shpjs' {
  import type { FeatureCollection } from 'geojson'
  export function getShapefile(files: {
    readonly shp: Uint8Array
    readonly dbf: Uint8Array
    readonly cpg?: string
  }): Promise<FeatureCollection>
}
