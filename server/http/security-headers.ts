import type { ServerResponse } from 'node:http'

/** Pages load nothing from elsewhere. Next starts its pages by inline scripts; maps run in workers and WebAssembly. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export function setSecurityHeaders(res: ServerResponse, pathname: string): void {
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'same-origin')
  if (pathname.startsWith('/api/')) return
  res.setHeader('content-security-policy', CONTENT_SECURITY_POLICY)
  res.setHeader('x-frame-options', 'DENY')
  res.setHeader('permissions-policy', 'geolocation=(self), camera=(self), microphone=()')
}
