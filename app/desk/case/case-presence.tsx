'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { listed } from '../../_i18n/locale.ts'
import { useApi, useApiClient } from '../../_trpc/api.ts'
import { usePreferences } from '../../_ui/preferences.tsx'

const beatMs = 10_000

/** Says that this screen shows the case, and who else has it open: two people on one case know of each other. */
export function CasePresence({ caseId }: { caseId: number }) {
  const t = useTranslations('casework')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useApiClient()
  const { data } = useQuery({
    queryKey: [...api.cases.work.pathKey(), 'presence', caseId],
    queryFn: () => client.cases.work.look.mutate({ caseId }),
    refetchInterval: beatMs,
    retry: false,
  })
  if (!data || data.others.length === 0) return null
  return (
    <p role="status" className="border-t px-4 py-1.5 text-near print:hidden" data-presence="">
      {t('presence', {
        names: listed(
          locale,
          data.others.map((one) => one.name),
        ),
      })}
    </p>
  )
}
