import type { MetadataRoute } from 'next'

/** Installable on a phone: opens on the report page. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: '统管 · 城市问题上报',
    short_name: '统管上报',
    description: '拍照、定位、一键上报城市问题，并跟踪处理进展',
    lang: 'zh-CN',
    start_url: '/report',
    display: 'standalone',
    background_color: '#f5f6f8',
    theme_color: '#ffffff',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
