'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Input } from '../../_ui/field.tsx'
import { PopoverButton } from '../../_ui/popover-button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useToast } from '../../_ui/toasts.tsx'

/** Views under a name: one's own and those shared with one's area; opening one changes all that the address holds. */
export function ViewsMenu({ onOpen }: { onOpen: (query: string) => void }) {
  const t = useTranslations('layers')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const views = useQuery({ ...api.views.list.queryOptions(), enabled: isOpen })
  const save = useMutation(api.views.save.mutationOptions())
  const remove = useMutation(api.views.remove.mutationOptions())

  async function keep(view: { name: string; query: string; isShared: boolean }) {
    try {
      await save.mutateAsync(view)
      await client.invalidateQueries({ queryKey: api.views.pathKey() })
      return true
    } catch (error) {
      say({ kind: 'failed', title: t('viewFailed'), detail: errorTextOf(error, locale) })
      return false
    }
  }
  async function submit(event: FormEvent) {
    event.preventDefault()
    const clean = name.trim()
    if (clean === '') return
    if (await keep({ name: clean, query: window.location.search.slice(1), isShared })) {
      say({ kind: 'done', title: t('viewSaved', { name: clean }) })
      setName('')
    }
  }
  async function drop(view: { viewId: number; name: string; query: string; isShared: boolean }) {
    try {
      await remove.mutateAsync({ viewId: view.viewId })
      await client.invalidateQueries({ queryKey: api.views.pathKey() })
      const again = { name: view.name, query: view.query, isShared: view.isShared }
      say({
        kind: 'done',
        title: t('viewRemoved', { name: view.name }),
        action: { label: t('viewUndo'), run: () => void keep(again) },
      })
    } catch (error) {
      say({ kind: 'failed', title: t('viewFailed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="start"
      label={t('viewsTitle')}
      panelClassName="flex max-h-[70dvh] w-80 flex-col"
      trigger={(bound) => (
        <Button {...bound} look="quiet" aria-label={t('views')} title={t('views')}>
          <Bookmark aria-hidden className="size-4" />
          <span className="@max-3xl:hidden">{t('views')}</span>
        </Button>
      )}
    >
      <div className="min-h-0 flex-1 overflow-auto p-1">
        {views.error ? (
          <div role="alert" className="grid gap-2 p-3 text-center">
            <p>{errorTextOf(views.error, locale)}</p>
            <Button onClick={() => void views.refetch()}>{shell('retry')}</Button>
          </div>
        ) : !views.data ? (
          <div role="status" aria-label={shell('loading')} className="grid gap-2 p-2">
            <Skeleton className="h-6" />
            <Skeleton className="h-6" />
          </div>
        ) : views.data.length === 0 ? (
          <p className="px-3 py-4 text-muted">{t('viewsEmpty')}</p>
        ) : (
          <ul>
            {views.data.map((view) => (
              <li key={view.viewId} className="flex items-center rounded hover:bg-hover">
                <button
                  type="button"
                  data-view-name={view.name}
                  onClick={() => {
                    setOpen(false)
                    onOpen(view.query)
                  }}
                  className="flex min-h-9 min-w-0 flex-1 items-center gap-2 px-2 text-left pointer-coarse:min-h-11"
                >
                  <span className="truncate">{view.name}</span>
                  <span className="ml-auto shrink-0 text-muted">
                    {view.isOwn
                      ? view.isShared && t('viewSharedMark')
                      : t('viewsShared', { name: view.userName })}
                  </span>
                </button>
                {view.isOwn && (
                  <Button
                    look="quiet"
                    size="icon"
                    aria-label={t('viewRemove', { name: view.name })}
                    title={t('viewRemove', { name: view.name })}
                    onClick={() => void drop(view)}
                  >
                    <Trash2 aria-hidden className="size-4" />
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <form onSubmit={(event) => void submit(event)} className="grid gap-2 border-t p-2" data-form="view">
        <div className="flex gap-2">
          <Input
            name="view"
            aria-label={t('viewName')}
            placeholder={t('viewName')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="h-8 border-line"
          />
          <Button look="primary" type="submit" disabled={name.trim() === '' || save.isPending}>
            {t('viewSave')}
          </Button>
        </div>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={isShared}
            onChange={(event) => setShared(event.target.checked)}
          />
          {t('viewShare')}
        </label>
      </form>
    </PopoverButton>
  )
}
