'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { Field, Input } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { ProductMark } from '../../_ui/product-mark.tsx'
import { type SignInResult, signIn } from '../../_ui/sign-in.ts'

/** Email and password; in a demo city also one press for each post. */
export function SignInPage({ next }: { next: string }) {
  const t = useTranslations('shell')
  const roleName = useTranslations('vocabulary.role')
  const { locale, change } = usePreferences()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: session } = useQuery(useApi().session.me.queryOptions())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Exclude<SignInResult, 'ok'>>()

  async function enter(withEmail: string, withPassword: string) {
    setEmail(withEmail)
    setPassword(withPassword)
    setBusy(true)
    setFailure(undefined)
    const result = await signIn(withEmail, withPassword)
    if (result === 'ok') {
      await queryClient.resetQueries()
      router.replace(next)
    } else {
      setFailure(result)
      setBusy(false)
    }
  }
  function submit(event: SyntheticEvent) {
    event.preventDefault()
    void enter(email, password)
  }
  const city = session?.city
  const demoAccounts = session?.demoAccounts ?? []
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-3xl">
        <div className="mb-8 flex items-center gap-3">
          <ProductMark className="size-9" />
          <div className="flex-1">
            <h1 className="text-lg leading-tight font-semibold">
              {t('product')}
              {city && (
                <span className="ml-2 font-normal text-muted">
                  {inLocale(locale, city.name, city.nameEn)}
                </span>
              )}
            </h1>
            <p className="text-muted">{t('tagline')}</p>
          </div>
          <Button look="quiet" onClick={() => change({ locale: locale === 'zh' ? 'en' : 'zh' })}>
            {locale === 'zh' ? 'English' : '中文'}
          </Button>
        </div>
        <div className="grid gap-8 sm:grid-cols-2">
          <form onSubmit={submit} className="flex flex-col gap-4">
            <h2 className="text-base font-semibold">{t('signInTitle')}</h2>
            <Field label={t('email')}>
              {(props) => (
                <Input
                  {...props}
                  type="email"
                  name="email"
                  autoComplete="username"
                  required
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                  className="h-11 sm:h-10"
                />
              )}
            </Field>
            <Field
              label={t('password')}
              error={failure && (failure === 'refused' ? t('signInFailed') : t('unreachable'))}
            >
              {(props) => (
                <Input
                  {...props}
                  type="password"
                  name="password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                  className="h-11 sm:h-10"
                />
              )}
            </Field>
            <Button type="submit" look="primary" size="touch" disabled={isBusy}>
              {isBusy ? t('signingIn') : t('signIn')}
            </Button>
            <a href="/report" className="text-accent underline-offset-4 hover:underline">
              {t('reportWithout')}
            </a>
          </form>
          {demoAccounts.length > 0 && (
            <section aria-label={t('demoTitle')}>
              <h2 className="text-base font-semibold">{t('demoTitle')}</h2>
              <p className="mb-3 text-muted">{t('demoHint')}</p>
              <ul className="grid grid-cols-2 gap-2">
                {demoAccounts.map((account) => (
                  <li key={account.email}>
                    <button
                      type="button"
                      disabled={isBusy}
                      data-role={account.role}
                      onClick={() => void enter(account.email, account.password)}
                      className="flex min-h-13 w-full flex-col items-start justify-center rounded-md border bg-panel px-3 py-1.5 text-left transition-colors hover:border-accent hover:bg-hover disabled:opacity-50"
                    >
                      <span className="font-medium">
                        {roleName.has(account.role) ? roleName(account.role) : account.role}
                      </span>
                      <span className="w-full truncate text-muted">{account.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </main>
  )
}
