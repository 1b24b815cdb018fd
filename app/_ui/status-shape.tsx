import { classNames } from './class-names.ts'

export type StatusLevel = 'normal' | 'near' | 'overdue' | 'done'

const colors: Record<StatusLevel, string> = {
  normal: 'text-muted',
  near: 'text-near',
  overdue: 'text-overdue',
  done: 'text-done',
}

/** ○ normal, ◐ near its limit, ▲ overdue, ● done; a violet ring says that a machine found it, whatever the status. */
export function StatusShape({
  level,
  label,
  isMachineFound = false,
  className,
}: {
  level: StatusLevel
  /** The shape in words, for those who cannot see it. */
  label: string
  isMachineFound?: boolean
  className?: string
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      role="img"
      aria-label={label}
      className={classNames('size-4 shrink-0', colors[level], className)}
    >
      <title>{label}</title>
      {isMachineFound && (
        <circle cx="8" cy="8" r="7.25" fill="none" stroke="var(--machine)" strokeWidth="1.5" />
      )}
      {level === 'normal' && (
        <circle cx="8" cy="8" r="4" fill="none" stroke="currentColor" strokeWidth="1.75" />
      )}
      {level === 'near' && (
        <>
          <circle cx="8" cy="8" r="4" fill="none" stroke="currentColor" strokeWidth="1.75" />
          <path d="M8 4a4 4 0 0 0 0 8z" fill="currentColor" />
        </>
      )}
      {level === 'overdue' && <path d="M8 3.2 13 12.2H3z" fill="currentColor" />}
      {level === 'done' && <circle cx="8" cy="8" r="3" fill="currentColor" />}
    </svg>
  )
}
