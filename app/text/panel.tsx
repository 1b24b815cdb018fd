import type { ReactNode } from 'react'

/** A part of the page under its own title. */
export function Panel({
  title,
  lead,
  isWide = false,
  children,
}: {
  title: string
  lead?: string
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <section aria-label={title} className={`rounded-lg border bg-panel p-4 ${isWide ? 'lg:col-span-2' : ''}`}>
      <h2 className="font-semibold">{title}</h2>
      {lead && <p className="mb-2 text-sm text-muted">{lead}</p>}
      {children}
    </section>
  )
}
