import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '@fontsource-variable/inter/index.css'
import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/600.css'
import './_ui/globals.css'
import { ApiProvider } from './_trpc/api-provider.tsx'
import { PreferencesProvider } from './_ui/preferences.tsx'
import { readPreferences } from './_ui/read-preferences.ts'
import { ToastProvider } from './_ui/toasts.tsx'

export const metadata: Metadata = {
  title: { default: '统管', template: '%s · 统管' },
  description: '一网统管城市指挥平台',
  manifest: '/manifest.webmanifest',
  icons: { icon: '/icon.svg', apple: '/icon-192.png' },
  appleWebApp: { capable: true, title: '统管', statusBarStyle: 'default' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#181d27' },
  ],
}

/** Times are shown in the city's zone once its description has arrived; until then in the zone of most Chinese cities. */
const firstTimeZone = 'Asia/Shanghai'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const preferences = await readPreferences()
  return (
    <html
      lang={preferences.locale === 'zh' ? 'zh-CN' : 'en'}
      data-theme={preferences.theme}
      data-size={preferences.size}
      data-contrast={preferences.contrast}
    >
      <body>
        <PreferencesProvider initial={preferences} timeZone={firstTimeZone}>
          <ToastProvider>
            <ApiProvider>{children}</ApiProvider>
          </ToastProvider>
        </PreferencesProvider>
      </body>
    </html>
  )
}
