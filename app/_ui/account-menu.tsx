'use client'

import { Check, ChevronDown, CircleUserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { MenuButton } from './menu-button.tsx'
import type { MenuParts } from './menu-panel.tsx'
import type { Preferences } from './parse-preferences.ts'
import { usePreferences } from './preferences.tsx'
import { useSession } from './session-gate.tsx'
import { signOut } from './sign-in.ts'

const item =
  'flex h-9 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover data-[state=checked]:font-medium max-sm:h-11'

function Choice<K extends keyof Preferences>({
  menu: Menu,
  name,
  label,
  options,
}: {
  menu: MenuParts
  name: K
  label: string
  options: readonly { value: Preferences[K]; label: string }[]
}): ReactNode {
  const preferences = usePreferences()
  return (
    <>
      <Menu.Label className="px-2 pt-2 pb-1 text-faint">{label}</Menu.Label>
      <Menu.RadioGroup
        value={preferences[name]}
        onValueChange={(value) => preferences.change({ [name]: value as Preferences[K] })}
      >
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            className={item}
            onSelect={(event) => event.preventDefault()}
          >
            <span className="flex-1">{option.label}</span>
            <Menu.ItemIndicator>
              <Check aria-hidden className="size-4 text-accent" />
            </Menu.ItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}

/** Who is signed in; language, appearance, text size, contrast; the way out. */
export function AccountMenu() {
  const t = useTranslations('shell')
  const roleName = useTranslations('vocabulary.role')
  const { user, roles } = useSession()
  return (
    <MenuButton
      align="end"
      label={t('account')}
      panelClassName="max-h-[85dvh] w-56 overflow-auto"
      trigger={(bound) => (
        <button
          type="button"
          {...bound}
          aria-label={t('account')}
          className="flex h-9 items-center gap-1.5 rounded-md px-2 hover:bg-hover max-sm:size-[44px] max-sm:justify-center max-sm:px-0"
        >
          <CircleUserRound aria-hidden className="size-5 text-muted" strokeWidth={1.5} />
          <span className="max-w-32 truncate max-sm:hidden">{user.name}</span>
          <ChevronDown aria-hidden className="size-4 text-faint max-sm:hidden" />
        </button>
      )}
    >
      {(Menu) => (
        <>
          <div className="px-2 py-2">
            <div className="font-medium">{user.name}</div>
            <div className="text-muted">
              {roles.map((role) => (roleName.has(role) ? roleName(role) : role)).join(' · ')}
            </div>
          </div>
          <Menu.Separator className="my-1 h-px bg-line" />
          <Choice
            menu={Menu}
            name="locale"
            label={t('language')}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <Choice
            menu={Menu}
            name="theme"
            label={t('theme')}
            options={[
              { value: 'system', label: t('system') },
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
            ]}
          />
          <Choice
            menu={Menu}
            name="size"
            label={t('size')}
            options={[
              { value: 'regular', label: t('regular') },
              { value: 'large', label: t('large') },
              { value: 'larger', label: t('larger') },
            ]}
          />
          <Choice
            menu={Menu}
            name="contrast"
            label={t('contrast')}
            options={[
              { value: 'regular', label: t('regular') },
              { value: 'sun', label: t('sun') },
            ]}
          />
          <Menu.Separator className="my-1 h-px bg-line" />
          <Menu.Item className={item} onSelect={() => void signOut()}>
            {t('signOut')}
          </Menu.Item>
        </>
      )}
    </MenuButton>
  )
}
