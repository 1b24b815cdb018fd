import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Head, Regulation } from './coding-types.ts'
import { HeadForm } from './head-form.tsx'

/** What may be done to a draft as a whole: correct its head, publish it, throw it away. */
export function DraftBar({ regulation, onGone }: { regulation: Regulation; onGone: () => void }) {
  const t = useTranslations('basis')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [asked, setAsked] = useState<'publish' | 'discard' | 'head' | null>(null)
  const [head, setHead] = useState<Head>(regulation)
  const done = (title: string) => {
    setAsked(null)
    say({ kind: 'done', title })
    void client.invalidateQueries({ queryKey: [['basis']] })
  }
  const failed = (error: unknown) => {
    setAsked(null)
    say({ kind: 'failed', title: errorTextOf(error, locale) })
  }
  const publish = useMutation({
    ...api.basis.publish.mutationOptions(),
    onSuccess: () => done(t('published')),
    onError: failed,
  })
  const discard = useMutation({
    ...api.basis.discard.mutationOptions(),
    onSuccess: () => {
      onGone()
      done(t('discarded'))
    },
    onError: failed,
  })
  const save = useMutation({
    ...api.basis.saveHead.mutationOptions(),
    onSuccess: () => done(t('saved')),
    onError: failed,
  })
  const draft = { regulationId: regulation.regulationId, rowVersion: regulation.rowVersion }
  const waiting = regulation.links.filter(({ state }) => state === 'candidate').length
  const confirmed = regulation.links.filter(({ state }) => state === 'confirmed').length
  return (
    <div className="sticky top-0 z-10 -mx-3 mb-3 flex flex-wrap items-center gap-2 rounded-md border bg-raised px-3 py-2 shadow-float">
      <span className="mr-auto" role="status" data-draft-counts>
        {t('draftCounts', { waiting, confirmed })}
      </span>
      <Button onClick={() => setAsked('head')}>{t('editHead')}</Button>
      <Button look="danger" onClick={() => setAsked('discard')}>
        {t('discard')}
      </Button>
      <Button look="primary" data-publish onClick={() => setAsked('publish')}>
        {t('publish')}
      </Button>
      <Dialog
        isOpen={asked === 'publish' || asked === 'discard'}
        onClose={() => setAsked(null)}
        title={asked === 'discard' ? t('discardAsk') : t('publishAsk', { day: regulation.effectiveOn })}
        description={
          asked === 'discard'
            ? t('discardDetail')
            : waiting > 0
              ? t('publishWaiting', { n: waiting })
              : t('publishDetail')
        }
        footer={
          <>
            <Button onClick={() => setAsked(null)}>{shell('close')}</Button>
            <Button
              look={asked === 'discard' ? 'danger' : 'primary'}
              data-confirm={asked}
              disabled={publish.isPending || discard.isPending}
              onClick={() => (asked === 'discard' ? discard : publish).mutate(draft)}
            >
              {asked === 'discard' ? t('discard') : t('publish')}
            </Button>
          </>
        }
      >
        <p>
          {regulation.code} · {regulation.title} · {t('version', { n: regulation.version })}
        </p>
      </Dialog>
      <Dialog
        isOpen={asked === 'head'}
        onClose={() => setAsked(null)}
        title={t('editHead')}
        footer={
          <Button
            look="primary"
            disabled={save.isPending || head.title.trim() === '' || head.effectiveOn === ''}
            onClick={() =>
              save.mutate({
                ...draft,
                head: {
                  level: head.level,
                  title: head.title,
                  titleEn: head.titleEn,
                  documentNumber: head.documentNumber,
                  issuer: head.issuer,
                  issuedOn: head.issuedOn,
                  effectiveOn: head.effectiveOn,
                  isSummary: head.isSummary,
                },
              })
            }
          >
            {t('save')}
          </Button>
        }
      >
        <HeadForm head={head} onChange={setHead} />
      </Dialog>
    </div>
  )
}
