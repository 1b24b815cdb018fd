import type { NextConfig } from 'next'

/** Pages only: every endpoint is answered by `server/http` before Next. Types are checked by `tsc` in the suite, not again here. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
}

export default config
