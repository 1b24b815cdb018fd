import type { Metadata } from 'next'
import { SignInPage } from './sign-in-page.tsx'

export const metadata: Metadata = { title: '登录' }

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
