'use client'

import { ChevronDown, LayoutGrid } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { classNames } from './class-names.ts'
import { MenuButton } from './menu-button.tsx'
import { NAV_GROUPS, type NavPage, type PageName } from './nav-pages.ts'

/** The pages that do not stand in the bar, gathered by what they are for; names the one that is open. */
export function MorePages({
  pages,
  onPhone,
  page,
}: {
  pages: readonly NavPage[]
  /** Those that stand in the bar only where it is wide. */
  onPhone: readonly NavPage[]
  page: PageName
}) {
  const t = useTranslations('shell')
  const all = [...onPhone, ...pages]
  if (all.length === 0) return null
  const open = pages.find(({ name }) => name === page)
  const Icon = open?.icon ?? LayoutGrid
  return (
    <MenuButton
      className={pages.length === 0 ? 'sm:hidden' : undefined}
      panelClassName="max-h-[calc(100dvh-4rem)] min-w-52 overflow-auto max-sm:w-[calc(100vw-2rem)] max-sm:columns-2"
      trigger={(bound) => (
        <button
          type="button"
          {...bound}
          className={classNames(
            'flex h-9 items-center gap-1.5 rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover max-sm:size-[44px] max-sm:justify-center max-sm:px-0',
            open &&
              'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent data-[state=open]:bg-accent-soft',
          )}
        >
          <Icon aria-hidden className="size-4 max-sm:size-5" strokeWidth={1.75} />
          <span className="whitespace-nowrap max-lg:sr-only">{open ? t(open.name) : t('morePages')}</span>
          <ChevronDown aria-hidden className="size-4 text-faint max-sm:hidden" />
        </button>
      )}
    >
      {(Menu) =>
        NAV_GROUPS.map((group) => {
          const members = all.filter((candidate) => candidate.group === group)
          if (members.length === 0) return null
          return (
            <Menu.Group key={group} className="break-inside-avoid">
              <Menu.Label className="px-2 pt-2 pb-1 text-faint">{t(`group_${group}`)}</Menu.Label>
              {members.map(({ name, href, icon: PageIcon }) => (
                <Menu.Item key={name} asChild>
                  <Link
                    href={href}
                    aria-current={name === page ? 'page' : undefined}
                    className={classNames(
                      'flex h-9 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover max-sm:h-11',
                      name === page && 'font-medium text-accent',
                      onPhone.some((one) => one.name === name) && 'sm:hidden',
                    )}
                  >
                    <PageIcon aria-hidden className="size-4 text-muted" strokeWidth={1.75} />
                    {t(name)}
                  </Link>
                </Menu.Item>
              ))}
            </Menu.Group>
          )
        })
      }
    </MenuButton>
  )
}
