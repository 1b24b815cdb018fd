'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'

export type Reproducible = {
  readonly drawId: number
  readonly seed: string
  readonly ratioPercent: number
  readonly listSha256: string
  readonly listText: string
  readonly counts: { readonly objects: number; readonly notDue: number; readonly inspectors: number }
}

/** Seed, lists and the way in words, for anybody who wants to draw it again. */
export function Reproduce({ draw, count }: { draw: Reproducible; count: number }) {
  const t = useTranslations('inspections')
  const fileName = `draw-${draw.drawId}.txt`
  const command = `sha256sum ${fileName}
grep '^O' ${fileName} | cut -f2 | while read -r code; do
  printf '%s %s\\n' "$(printf '%s' "${draw.seed}|$code" | sha256sum | cut -c1-64)" "$code"
done | sort | head -n ${count}`
  return (
    <details data-reproduce className="rounded-md border">
      <summary className="cursor-pointer px-3 py-2 font-medium pointer-coarse:min-h-11">
        {t('reproduce')}
      </summary>
      <div className="flex flex-col gap-2 px-3 pb-3">
        <p className="text-muted">{t('reproduceLead')}</p>
        <dl className="grid gap-1">
          <dt className="text-muted">{t('seed')}</dt>
          <dd className="font-mono break-all" data-seed>
            {draw.seed}
          </dd>
          <dt className="text-muted">{t('listSha')}</dt>
          <dd className="font-mono break-all">{draw.listSha256}</dd>
        </dl>
        <p className="text-muted">{t('counts', draw.counts)}</p>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(draw.listText)}`}
          download={fileName}
          className="inline-flex items-center gap-1.5 self-start text-accent hover:underline"
        >
          <Download aria-hidden className="size-4" />
          {t('download')}
        </a>
        <ol className="flex list-decimal flex-col gap-1 pl-5">
          <li>{t('step1')}</li>
          <li>{t('step2', { ratio: String(draw.ratioPercent), count })}</li>
          <li>{t('step3', { count })}</li>
          <li>{t('step4')}</li>
          <li>
            {t('step5')}
            <pre className="mt-1 overflow-x-auto rounded-md bg-sunken p-2 font-mono text-sm">{command}</pre>
          </li>
        </ol>
      </div>
    </details>
  )
}
