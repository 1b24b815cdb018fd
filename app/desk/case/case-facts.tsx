'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { AttachmentView } from '../../_uploads/attachment-view.tsx'
import type { CaseDetail } from './case-detail.ts'
import { Fact, Section } from './section.tsx'

/** What was reported, by whom, where, with the pictures. */
export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('desk')
  const channels = useTranslations('vocabulary.channel')
  const closures = useTranslations('vocabulary.closureLevel')
  const format = useFormatter()
  const { locale } = usePreferences()
  const reporters = detail.reports
    .map(({ reporterMasked: { name, phone } }) => [name, phone].filter(Boolean).join(' '))
    .filter(Boolean)
  const channel = channels.has(detail.channel as 'hotline')
    ? channels(detail.channel as 'hotline')
    : detail.channel
  const roleNames: Readonly<Record<string, string>> = {
    near: t('photoRole.near'),
    far: t('photoRole.far'),
    reference: t('photoRole.reference'),
    before: t('photoRole.before'),
    after: t('photoRole.after'),
  }
  return (
    <Section title={t('whatWeKnow')}>
      <p className="mb-2 whitespace-pre-wrap">{detail.description}</p>
      {detail.attachments.length > 0 && (
        <ul className="mb-2 flex gap-2 overflow-x-auto" aria-label={t('photos')}>
          {detail.attachments.map(({ sha256, mime, role }) => (
            <li key={`${sha256}-${role}`}>
              <AttachmentView
                sha256={sha256}
                mime={mime}
                label={t('photo', { role: roleNames[role] ?? t('photoRole.other') })}
                className="h-24 w-32 rounded-md border"
              />
            </li>
          ))}
        </ul>
      )}
      <dl>
        <Fact name={t('address')}>{detail.address}</Fact>
        <Fact name={t('area')}>{inLocale(locale, detail.areaName, detail.areaNameEn)}</Fact>
        <Fact name={t('dutyGrid')}>
          {detail.dutyGridName &&
            `${inLocale(locale, detail.dutyGridName, detail.dutyGridNameEn)} ${detail.dutyGridCode}`}
        </Fact>
        <Fact name={t('part')}>
          {detail.part && `${inLocale(locale, detail.part.name, detail.part.nameEn)} ${detail.part.code}`}
        </Fact>
        <Fact name={t('closedAt')}>{detail.closureLevel && closures(detail.closureLevel)}</Fact>
        <Fact name={t('reported')}>
          {format.dateTime(new Date(detail.reportedAt), 'momentOfYear')} · {channel} ·{' '}
          {t(`found.${detail.foundBy}`)}
        </Fact>
        <Fact name={t('reporter')}>{reporters.join(locale === 'zh' ? '，' : ', ')}</Fact>
        <Fact name={t('department')}>
          {inLocale(locale, detail.departmentName, detail.departmentNameEn) || t('noDepartment')}
        </Fact>
        <Fact name={t('unit')}>
          {detail.unitName &&
            inLocale(locale, detail.unitName, detail.unitNameEn) +
              (detail.isAutoDispatched ? ` · ${t('autoDispatched')}` : '')}
        </Fact>
      </dl>
    </Section>
  )
}
