/** 统管: a grid with the one cell that needs somebody. */
export function ProductMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <rect x="1" y="1" width="22" height="22" rx="5" fill="var(--accent)" />
      <g fill="none" stroke="var(--accent-ink)" strokeWidth="1.75" strokeLinejoin="round">
        <path d="M6 6h5v5H6zM6 13h5v5H6zM13 13h5v5h-5z" />
      </g>
      <path d="M13 6h5v5h-5z" fill="var(--accent-ink)" />
    </svg>
  )
}
