'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { type Browser, listen, listening, stopListening } from './browser-push.ts'

/** `page`: only while a page is open, as the browser reaches no push service. */
export type AlertState = 'unavailable' | 'denied' | 'off' | 'page' | 'push'

const CHOICE = 'tongguan-alerts'
const TOLD = 'tongguan-alerts-told'

/**
 * Whether this device pops up its person's notices. Offered on https and on one's own machine, as browsers have it. What
 * was chosen is the device's; whoever signs in next on it gets their own notices.
 */
export function useAlerts() {
  const api = useApi()
  const queryClient = useQueryClient()
  const { user } = useSession()
  const { locale } = usePreferences()
  const [state, setState] = useState<AlertState>('unavailable')
  const { mutateAsync: tell } = useMutation(api.notices.listenInBrowser.mutationOptions())

  async function tellOnce(browser: Browser) {
    const said = [user?.id, locale, browser.endpoint, new Date().toDateString()].join(' ')
    if (localStorage.getItem(TOLD) === said) return
    await tell({ ...browser, locale })
    localStorage.setItem(TOLD, said)
  }
  async function subscribe() {
    try {
      const { publicKey } = await queryClient.fetchQuery(api.notices.pushKey.queryOptions())
      const browser = await listen(publicKey)
      localStorage.removeItem(TOLD)
      await tellOnce(browser)
      setState('push')
    } catch (error) {
      console.warn('This browser cannot be pushed to; notices pop up while a page is open:', error)
      setState('page')
    }
  }
  const look = useEffectEvent(async () => {
    if (!('Notification' in window) || !window.isSecureContext) return
    if (Notification.permission !== 'granted') {
      setState(Notification.permission === 'denied' ? 'denied' : 'off')
      return
    }
    if (localStorage.getItem(CHOICE) === 'off') {
      setState('off')
      return
    }
    const browser = await listening().catch(() => null)
    if (!browser) return subscribe()
    setState('push')
    await tellOnce(browser)
  })
  useEffect(() => {
    look().catch(() => undefined)
  }, [])

  async function turnOn() {
    const permission = await Notification.requestPermission()
    if (permission !== 'granted') {
      setState(permission === 'denied' ? 'denied' : 'off')
      return
    }
    localStorage.setItem(CHOICE, 'on')
    await subscribe()
  }

  async function turnOff() {
    localStorage.setItem(CHOICE, 'off')
    setState('off')
    await stopListening()
  }
  return { state, turnOn, turnOff }
}
