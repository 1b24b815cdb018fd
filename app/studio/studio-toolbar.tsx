import { Combine, MousePointer2, Pentagon, Redo2, Scissors, Spline, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'

export const toolKeys = { select: 'v', split: 'x', border: 'b', draw: 'g' } as const
export type Tool = keyof typeof toolKeys
const icons = { select: MousePointer2, split: Scissors, border: Spline, draw: Pentagon }

/** Along the map's top: how the hand draws, and the way back. */
export function StudioToolbar({
  tool,
  canMerge,
  canUndo,
  canRedo,
  canFinish,
  onTool,
  onMerge,
  onUndo,
  onRedo,
  onFinish,
}: {
  tool: Tool
  canMerge: boolean
  canUndo: boolean
  canRedo: boolean
  canFinish: boolean
  onTool: (tool: Tool) => void
  onMerge: () => void
  onUndo: () => void
  onRedo: () => void
  onFinish: () => void
}) {
  const t = useTranslations('studio')
  return (
    <div className="pointer-events-none absolute inset-x-3 top-3 z-10 grid justify-items-start gap-2">
      <div
        role="toolbar"
        aria-label={t('tools')}
        className="pointer-events-auto flex flex-wrap items-center gap-0.5 rounded-lg border bg-panel p-1 shadow-float"
      >
        {(Object.keys(toolKeys) as Tool[]).map((name) => {
          const Icon = icons[name]
          return (
            <Button
              key={name}
              look="quiet"
              data-tool={name}
              aria-pressed={tool === name}
              hotkey={toolKeys[name]}
              onClick={() => onTool(name)}
              className={classNames(tool === name && 'bg-accent-soft text-accent')}
            >
              <Icon aria-hidden className="size-4" />
              {t(name)}
            </Button>
          )
        })}
        <Button look="quiet" data-tool="merge" hotkey="m" disabled={!canMerge} onClick={onMerge}>
          <Combine aria-hidden className="size-4" />
          {t('merge')}
        </Button>
        <span aria-hidden className="mx-1 h-5 border-l" />
        <Button
          look="quiet"
          size="icon"
          disabled={!canUndo}
          onClick={onUndo}
          aria-label={t('undo')}
          title={`${t('undo')} Ctrl Z`}
        >
          <Undo2 className="size-4" />
        </Button>
        <Button
          look="quiet"
          size="icon"
          disabled={!canRedo}
          onClick={onRedo}
          aria-label={t('redo')}
          title={`${t('redo')} Ctrl Y`}
        >
          <Redo2 className="size-4" />
        </Button>
        {canFinish && (
          <Button look="primary" onClick={onFinish}>
            {t('finish')}
          </Button>
        )}
      </div>
      <p className="rounded-md bg-panel/90 px-2 py-1 text-muted">{t(`help.${tool}`)}</p>
    </div>
  )
}
