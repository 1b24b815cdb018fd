'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import type { Drawn } from './drawn.ts'
import { shapeOf } from './shape-of.ts'

/** Areas that somebody drew and named. */
export function SavedAreasDialog({
  onDraw,
  onClose,
}: {
  onDraw: (drawn: Drawn) => void
  onClose: () => void
}) {
  const t = useTranslations('selection')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data: shapes, error } = useQuery(api.shapes.list.queryOptions())
  const remove = useMutation(api.shapes.remove.mutationOptions())
  async function drop({ token, name }: { token: string; name: string }) {
    try {
      await remove.mutateAsync({ token })
      await client.invalidateQueries({ queryKey: api.shapes.list.queryKey() })
      say({ kind: 'done', title: t('savedRemoved', { name }) })
    } catch (failure) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) })
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('savedTitle')}>
      {error ? (
        <p role="alert">{errorTextOf(error, locale)}</p>
      ) : !shapes ? (
        <Skeleton className="h-20" />
      ) : shapes.length === 0 ? (
        <p className="text-muted">{t('savedEmpty')}</p>
      ) : (
        <ul>
          {shapes.map((shape) => (
            <li key={shape.token} className="flex items-center rounded hover:bg-hover">
              <button
                type="button"
                data-area={shape.name}
                className="min-h-9 min-w-0 flex-1 truncate px-2 text-left pointer-coarse:min-h-11"
                onClick={() => {
                  const [ring] =
                    shape.geometry.type === 'Polygon'
                      ? shape.geometry.coordinates
                      : (shape.geometry.coordinates[0] ?? [])
                  if (
                    !ring ||
                    (shape.geometry.type === 'MultiPolygon' && shape.geometry.coordinates.length > 1)
                  ) {
                    say({ kind: 'failed', title: t('savedNone') })
                    return
                  }
                  onDraw({ kind: 'area', geometry: shapeOf({ type: 'Polygon', coordinates: [ring] }) })
                }}
              >
                {shape.name}
              </button>
              {shape.isOwn && (
                <Button
                  look="quiet"
                  size="icon"
                  aria-label={t('savedRemove', { name: shape.name })}
                  title={t('savedRemove', { name: shape.name })}
                  onClick={() => void drop(shape)}
                >
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
