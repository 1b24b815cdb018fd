import type { NextConfig } from 'next'

/** Pages only: every endpoint is answered by `server/http` before Next. Types are checked by `tsc` in the suite, not again here. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Some forty small files for a map's labels: a phone must not ask after each of them on every visit.
  headers: async () => [
    {
      source: '/map/fonts/:file*',
      headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
    },
  ],
}

export default config
