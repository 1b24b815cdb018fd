import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ExportInput } from '../../server/http/exports.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { MenuButton } from '../_ui/menu-button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { requestExport } from './request-export.ts'

const formats = ['geojson', 'csv', 'xlsx', 'kml', 'shapefile'] as const

/** A button that asks for the format and has what is in hand made into a file. */
export function ExportMenu({
  what,
  name,
  hasName = false,
}: {
  what: Omit<ExportInput, 'format'>
  name: string
  /** Whether the button says what it takes: where several stand side by side. */
  hasName?: boolean
}) {
  const t = useTranslations('data')
  const { locale } = usePreferences()
  const say = useToast()
  const [isBusy, setBusy] = useState(false)
  async function take(format: ExportInput['format']) {
    setBusy(true)
    try {
      const n = await requestExport({ ...what, format }, name)
      say({ kind: 'done', title: n > 0 ? t('exported', { n }) : t('exportedNothing') })
    } catch (error) {
      say({ kind: 'failed', title: errorTextOf(error, locale) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <MenuButton
      panelClassName="min-w-44"
      trigger={(bound) => (
        <Button {...bound} disabled={isBusy} data-act="export">
          <Download aria-hidden className="size-4" />
          {t(isBusy ? 'exporting' : 'export')}
          {hasName && ` · ${name}`}
        </Button>
      )}
    >
      {(Menu) =>
        formats.map((format) => (
          <Menu.Item
            key={format}
            data-format={format}
            onSelect={() => void take(format)}
            className="flex h-9 cursor-pointer items-center rounded px-2 outline-none data-highlighted:bg-hover max-sm:h-11"
          >
            {t(`formatName.${format}`)}
          </Menu.Item>
        ))
      }
    </MenuButton>
  )
}
