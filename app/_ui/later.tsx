'use client'

import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react'

const RETRY_MILLISECONDS = 5000
const SETTLE_MILLISECONDS = 2000
const never = () => () => {}
/** What the page is for: a panel that nobody has opened yet takes no bandwidth from it. */
const firsts: Promise<unknown>[] = []
let tellSome = () => {}
const someFirst = new Promise<void>((resolve) => {
  tellSome = resolve
})

/** Has everything else that comes later wait for this, whether it succeeds or not. */
export function comesFirst(loading: Promise<unknown>): void {
  firsts.push(loading)
  tellSome()
}

/**
 * A component that comes beside its page instead of before it: asked for once what comes first is there, so that it
 * is there when it is wanted, without a network too; `Meanwhile` stands in until then. Wanted sooner, it is asked for at
 * once. A network that is cut just now takes nothing with it: it is asked for again.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType<P>,
): ComponentType<P> {
  if (typeof window !== 'undefined') {
    void (async () => {
      await untilPageLoaded()
      // A page first asks who is signed in, and says then what comes first; some say nothing.
      await Promise.race([someFirst, new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS))])
      await Promise.allSettled(firsts)
      load().catch(() => {})
    })()
  }
  const Loaded = lazy(async () => ({ default: await untilLoaded(load) })) as unknown as ComponentType<P>
  return function Later(props: P) {
    const isInBrowser = useSyncExternalStore(
      never,
      () => true,
      () => false,
    )
    const meanwhile = <Meanwhile {...props} />
    if (!isInBrowser) return meanwhile
    return (
      <Suspense fallback={meanwhile}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

function untilPageLoaded(): Promise<unknown> {
  if (document.readyState === 'complete') return Promise.resolve()
  return new Promise((resolve) => window.addEventListener('load', resolve, { once: true }))
}

async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
    }
  }
}
