'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { messages as wallTexts } from './messages.ts'
import './wall.css'

const pauseSeconds = 10

/** A wall has nobody to press a button: whatever failed, it comes back by itself. */
function WallError() {
  const t = useTranslations('wall')
  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), pauseSeconds * 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className="wall" style={{ placeItems: 'center', gridTemplate: 'none' }}>
      <div style={{ textAlign: 'center' }}>
        <p className="wall-name">{t('failedTitle')}</p>
        <p className="wall-muted">{t('failedDetail', { seconds: pauseSeconds })}</p>
      </div>
    </main>
  )
}

export default withTexts({ wall: wallTexts }, WallError)
