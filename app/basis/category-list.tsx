'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { EscalationDialog } from './escalation-dialog.tsx'
import { LimitText } from './limit-text.tsx'
import { LimitsDialog } from './limits-dialog.tsx'
import { filterMatters, MatterFilter } from './matter-filter.tsx'
import { NotYet } from './not-yet.tsx'
import { articleHref, type BasisSearch } from './search-params.ts'

type Category = Outputs['basis']['categories'][number]

const ARTICLES_SHOWN = 3
const COLUMNS =
  'grid grid-cols-[10rem_minmax(0,5fr)_minmax(0,3fr)_10rem_minmax(0,5fr)] gap-x-4 max-lg:grid-cols-1'

/** Every matter with the four answers: why, who, by when, and when it is done. */
export function CategoryList({
  search,
  change,
}: {
  search: BasisSearch
  change: (change: Partial<BasisSearch>) => void
}) {
  const t = useTranslations('basis')
  const mayEdit = useSession().permissions.includes('limits.edit')
  const { data, error, refetch } = useQuery(useApi().basis.categories.queryOptions())
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!data || !search.categoryCode) return
    list.current
      ?.querySelector(`[data-category="${CSS.escape(search.categoryCode)}"]`)
      ?.scrollIntoView({ block: 'center' })
  }, [data, search.categoryCode])
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  const shown = filterMatters(data, search, textOf)
  const missing = data.filter(({ articles }) => articles.length === 0).length
  const edited = mayEdit && search.isEditing && data.find(({ code }) => code === search.categoryCode)
  const close = () => change({ isEditing: false })
  return (
    <div className="flex h-full flex-col">
      {edited && <LimitsDialog key={edited.code} category={edited} onClose={close} />}
      {mayEdit && search.isEditing && search.categoryCode === null && <EscalationDialog onClose={close} />}
      <MatterFilter label={t('searchCategories')} rows={data} search={search} change={change}>
        {missing > 0 && <span className="text-near">{t('missing', { n: missing })}</span>}
        {mayEdit && (
          <Button
            look="plain"
            className="ml-auto"
            onClick={() => change({ categoryCode: null, isEditing: true })}
            data-action="escalation"
          >
            {t('escalation')}
          </Button>
        )}
      </MatterFilter>
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto">
        <div
          className={classNames(
            COLUMNS,
            'sticky top-0 z-10 border-b bg-panel px-4 py-2 text-muted max-lg:hidden',
          )}
        >
          <span>{t('matter')}</span>
          <span>{t('why')}</span>
          <span>{t('who')}</span>
          <span>{t('byWhen')}</span>
          <span>{t('whenClosed')}</span>
        </div>
        {shown.length === 0 && <StateNote kind="empty" title={t('noCategories')} />}
        <ul>
          {shown.map((category) => (
            <CategoryRow
              key={category.code}
              category={category}
              isChosen={category.code === search.categoryCode}
              onEdit={mayEdit ? () => change({ categoryCode: category.code, isEditing: true }) : undefined}
            />
          ))}
        </ul>
      </div>
    </div>
  )
}

function textOf({ code, name, nameEn, department, articles }: Category): string {
  return [
    code,
    name,
    nameEn,
    department?.name,
    department?.nameEn,
    ...articles.map(({ title, titleEn, label, text }) => `${title} ${titleEn} ${label} ${text}`),
  ].join(' ')
}

function CategoryRow({
  category,
  isChosen,
  onEdit,
}: {
  category: Category
  isChosen: boolean
  onEdit: (() => void) | undefined
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const [isWhole, setWhole] = useState(isChosen)
  const { articles, department, limits } = category
  const shown = isWhole ? articles : articles.slice(0, ARTICLES_SHOWN)
  return (
    <li
      data-category={category.code}
      className={classNames(COLUMNS, 'border-b px-4 py-2.5 max-lg:gap-y-2', isChosen && 'bg-accent-soft')}
    >
      <h3>
        <span className="block font-medium">{inLocale(locale, category.name, category.nameEn)}</span>
        <span className="block text-muted">
          {category.code} · {inLocale(locale, category.className, category.classNameEn)}
        </span>
        {category.isRetired && <span className="block text-near">{t('retired')}</span>}
      </h3>
      <Answer name={t('why')}>
        {articles.length === 0 && <span className="text-near">{t('noBasis')}</span>}
        <ul>
          {shown.map((article) => (
            <li key={article.pieceId}>
              <Link
                href={articleHref(article.regulationId, article.key)}
                className="text-accent hover:underline"
              >
                {inLocale(locale, `《${article.title}》`, article.titleEn)}{' '}
                <span lang="zh">{article.label}</span>
              </Link>
            </li>
          ))}
        </ul>
        {articles.length > shown.length && (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="text-muted underline underline-offset-4 pointer-coarse:min-h-11"
          >
            {t('more', { n: articles.length - shown.length })}
          </button>
        )}
      </Answer>
      <Answer name={t('who')}>
        {department ? (
          inLocale(locale, department.name, department.nameEn)
        ) : (
          <span className="flex items-start gap-1.5">
            <StatusShape level="near" label={t('territory')} className="mt-0.5" />
            <span>
              {t('territory')}
              <span className="block text-muted">{t('territoryDetail')}</span>
            </span>
          </span>
        )}
        {category.equipment.length > 0 && (
          <span className="block text-muted">
            {t('needs', {
              list: category.equipment
                .map((kind) => inLocale(locale, kind.name, kind.nameEn))
                .join(locale === 'zh' ? '、' : ', '),
            })}
          </span>
        )}
        {category.areaDuties > 0 && (
          <span className="block text-muted">{t('alsoAreas', { n: category.areaDuties })}</span>
        )}
      </Answer>
      <Answer name={t('byWhen')}>
        {limits.length === 0 && <span className="text-muted">{t('noLimit')}</span>}
        <ul>
          {limits
            .filter(({ stage }) => stage === 'handle' || stage === 'total')
            .map(({ stage, clock, amount, condition = '', step = 1, stepName = '', stepNameEn = '' }) => (
              <li key={`${stage}/${condition}/${step}`}>
                <span className="text-muted">
                  {[condition, t(`stage.${stage}`), inLocale(locale, stepName, stepNameEn)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>{' '}
                <LimitText clock={clock} amount={amount} />
              </li>
            ))}
        </ul>
        {onEdit && (
          <button
            type="button"
            data-edit-limits={category.code}
            onClick={onEdit}
            className="text-muted underline underline-offset-4 pointer-coarse:min-h-11"
          >
            {t('editLimits')}
          </button>
        )}
      </Answer>
      <Answer name={t('whenClosed')}>
        {inLocale(locale, category.closing, category.closingEn) || (
          <span className="text-muted">{t('noClosing')}</span>
        )}
      </Answer>
    </li>
  )
}

/** Under the column's head on a wide screen; with its question before it on a narrow one. */
function Answer({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <span className="block text-muted lg:hidden">{name}</span>
      {children}
    </div>
  )
}
