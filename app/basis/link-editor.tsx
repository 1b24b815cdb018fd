import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { CategoryPicker } from '../_ui/category-picker.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Link } from './coding-types.ts'

/** What an article may be the basis of: candidates with their scores, for a person to confirm or reject; others to add. */
export function LinkEditor({
  regulationId,
  pieceId,
  links,
}: {
  regulationId: number
  pieceId: number
  links: readonly Link[]
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const settle = {
    onSuccess: () =>
      void client
        .invalidateQueries({ queryKey: api.basis.regulation.queryKey({ regulationId }) })
        .then(() => client.invalidateQueries({ queryKey: api.basis.review.queryKey({ regulationId }) })),
    onError: (error: unknown) => say({ kind: 'failed', title: errorTextOf(error, locale) }),
  }
  const decide = useMutation({ ...api.basis.decideLinks.mutationOptions(), ...settle })
  const add = useMutation({ ...api.basis.addLink.mutationOptions(), ...settle })
  const shown = links.filter(({ state }) => state !== 'rejected')
  return (
    <ul lang={locale} className="mt-2 flex flex-wrap items-center gap-1.5">
      {shown.map(({ linkId, state, kind, score, origin, name, nameEn }) => {
        const text = inLocale(locale, name, nameEn)
        return (
          <li
            key={linkId}
            data-link={state}
            className={
              state === 'candidate'
                ? 'flex items-center rounded-md border border-machine pl-2'
                : 'flex items-center rounded-md border bg-sunken pl-2'
            }
          >
            {kind === 'department' && <span className="mr-1 text-muted">{t('chargeOf')}</span>}
            {text}
            <span className="mx-1.5 text-xs text-muted">
              {state === 'candidate'
                ? score === null
                  ? t('carried')
                  : `${Math.round(score * 100)}%`
                : origin === 'carried'
                  ? t('carried')
                  : ''}
            </span>
            {state === 'candidate' && (
              <Button
                look="quiet"
                size="icon"
                disabled={decide.isPending}
                aria-label={t('confirmLink', { name: text })}
                title={t('confirmLink', { name: text })}
                onClick={() => decide.mutate({ linkIds: [linkId], state: 'confirmed' })}
              >
                <Check aria-hidden className="size-4" />
              </Button>
            )}
            <Button
              look="quiet"
              size="icon"
              disabled={decide.isPending}
              aria-label={t('rejectLink', { name: text })}
              title={t('rejectLink', { name: text })}
              onClick={() => decide.mutate({ linkIds: [linkId], state: 'rejected' })}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        )
      })}
      <li>
        <Button look="quiet" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          {t('addMatter')}
        </Button>
        <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t('addMatter')}>
          <CategoryPicker
            value={null}
            autoFocus
            onChoose={(categoryId) => {
              setAdding(false)
              add.mutate({ pieceId, categoryId })
            }}
          />
        </Dialog>
      </li>
    </ul>
  )
}
