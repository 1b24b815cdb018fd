const values = { dependencyTypesNot: ['type-only'] }

/** Imports run one way: geo ← tiles ← server ← seed ← bin; app takes values from geo and tiles, and from server types only. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, ...values } },
    {
      name: 'geo-is-the-ground',
      severity: 'error',
      from: { path: '^geo/', pathNot: '\\.(db\\.)?test\\.ts$' },
      to: { path: '^(tiles|server|seed|bin|app|bench|e2e|test)/' },
    },
    {
      name: 'tiles-stand-on-geo',
      severity: 'error',
      from: { path: '^tiles/', pathNot: '\\.(db\\.)?test\\.ts$' },
      to: { path: '^(server|seed|bin|app|bench|e2e|test)/' },
    },
    {
      name: 'server-knows-no-page-no-seed',
      severity: 'error',
      from: { path: '^server/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(seed|bin|app|bench|e2e|test)/' },
    },
    {
      name: 'seed-is-below-bin',
      severity: 'error',
      from: { path: '^seed/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(bin|app|bench|e2e|test)/' },
    },
    {
      name: 'app-takes-server-types-only',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(server|seed|bin)/', ...values },
    },
    {
      name: 'only-the-map-touches-the-map-library',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/_map/' },
      to: { path: 'node_modules/(maplibre-gl|terra-draw)' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$|^next/|\\.next/|^geojson$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.data|\\.test|public)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
