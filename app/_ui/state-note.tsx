import { CircleAlert, Inbox, Lock, type LucideIcon, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'

const icons: Record<'empty' | 'error' | 'offline' | 'forbidden', LucideIcon> = {
  empty: Inbox,
  error: CircleAlert,
  offline: WifiOff,
  forbidden: Lock,
}

/** Says why there is nothing here: what happened, what was kept, what to do. */
export function StateNote({
  kind,
  title,
  children,
  action,
}: {
  kind: keyof typeof icons
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  const Icon = icons[kind]
  return (
    <div
      role={kind === 'empty' ? 'status' : 'alert'}
      className="mx-auto flex max-w-96 flex-col items-center gap-2 px-6 py-10 text-center"
    >
      <Icon aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <p className="font-medium text-ink">{title}</p>
      {children && <div className="text-muted">{children}</div>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  )
}
