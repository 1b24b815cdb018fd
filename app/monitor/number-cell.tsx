import { classNames } from '../_ui/class-names.ts'

/** A number that opens its cases; nought is quiet and opens nothing. */
export function NumberCell({
  value,
  shade = 0,
  isAlarming = false,
  isOpen,
  onOpen,
}: {
  value: number
  /** 0 to 1: how much of the ground is tinted. */
  shade?: number
  isAlarming?: boolean
  isOpen: boolean
  onOpen: () => void
}) {
  return (
    <td className="p-0.5">
      {value === 0 ? (
        <span className="block px-1.5 py-1.5 text-right text-faint">0</span>
      ) : (
        <button
          type="button"
          aria-pressed={isOpen}
          onClick={onOpen}
          style={
            shade > 0
              ? {
                  backgroundColor: `color-mix(in srgb, var(${isAlarming ? '--overdue' : '--muted'}) ${Math.round(6 + (isAlarming ? 8 : 22) * shade)}%, transparent)`,
                }
              : undefined
          }
          className={classNames(
            'block min-h-8 w-full rounded px-1.5 text-right hover:outline hover:outline-line-strong pointer-coarse:min-h-11',
            isAlarming && 'font-medium text-overdue',
            isOpen && 'outline outline-2 outline-accent hover:outline-accent',
          )}
        >
          {value.toLocaleString('en')}
        </button>
      )}
    </td>
  )
}
