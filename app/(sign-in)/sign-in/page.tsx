import { titled } from '../../_i18n/titled.ts'
import { SignInPage } from './sign-in-page.tsx'

export const generateMetadata = titled({ zh: '登录', en: 'Sign in' })

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  // Only a path of ours: `//host` and whole addresses would lead away.
  const isOurs = typeof next === 'string' && /^\/(?![/\\])/.test(next)
  return <SignInPage next={isOurs ? next : '/'} />
}
