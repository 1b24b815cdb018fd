'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, use, useEffect } from 'react'
import type { Permission } from '../../server/identity/permissions.ts'
import { LiveProvider } from '../_live/live-provider.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from './button.tsx'
import { usePreferences } from './preferences.tsx'
import { Skeleton } from './skeleton.tsx'
import { StateNote } from './state-note.tsx'

export type Session = Outputs['session']['me']
/** Staff of a loaded city. */
type SignedIn = Session & { user: NonNullable<Session['user']>; city: NonNullable<Session['city']> }

const SessionContext = createContext<SignedIn | null>(null)

/** Who is signed in, what they may do, and the city. */
export function useSession(): SignedIn {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession stands outside of SessionGate')
  return session
}

/** Lets those in who are signed in and hold the permission; sends others to sign in, or says why not. Starts the live feed. */
export function SessionGate({ permission, children }: { permission?: Permission; children: ReactNode }) {
  const t = useTranslations('shell')
  const { locale, adoptTimeZone } = usePreferences()
  const router = useRouter()
  const path = usePathname()
  const { data: session, error, refetch } = useQuery(useApi().session.me.queryOptions())

  const isSignedOut = session !== undefined && session.user === null
  useEffect(() => {
    if (isSignedOut) router.replace(`/sign-in?next=${encodeURIComponent(path + window.location.search)}`)
  }, [isSignedOut, path, router])

  const timeZone = session?.city?.timeZone
  useEffect(() => {
    if (timeZone) adoptTimeZone(timeZone)
  }, [timeZone, adoptTimeZone])

  if (error && !session) {
    return (
      <div className="grid min-h-dvh place-items-center">
        <StateNote
          kind="error"
          title={t('failedTitle')}
          action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        >
          {errorTextOf(error, locale)}
        </StateNote>
      </div>
    )
  }
  if (!session?.user) {
    return (
      <div className="flex h-dvh flex-col" role="status" aria-busy="true" aria-label={t('loading')}>
        <div className="flex h-12 items-center gap-4 border-b bg-panel px-4">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-5 w-64" />
        </div>
      </div>
    )
  }
  if (!session.city) {
    return (
      <div className="grid min-h-dvh place-items-center">
        <StateNote kind="empty" title={t('noCity')}>
          {t('noCityDetail')}
        </StateNote>
      </div>
    )
  }
  const signedIn = session as SignedIn
  return (
    <SessionContext value={signedIn}>
      <LiveProvider userKey={signedIn.user.id} isAllowed={signedIn.permissions.includes('live.read')}>
        {permission && !signedIn.permissions.includes(permission) ? (
          <div className="grid min-h-dvh place-items-center">
            <StateNote
              kind="forbidden"
              title={t('forbiddenTitle')}
              action={<Button onClick={() => router.push('/')}>{t('home')}</Button>}
            >
              {t('forbiddenDetail')}
            </StateNote>
          </div>
        ) : (
          children
        )}
      </LiveProvider>
    </SessionContext>
  )
}
