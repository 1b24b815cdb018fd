import { useTranslations } from 'next-intl'
import type { NoticeKind } from './outputs.ts'

/** What a kind of notices is called; a code that was typed once, and is no kind, stays as it is. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations('outgoing')
  return (kind) => (t.has(`kindName.${kind as NoticeKind}`) ? t(`kindName.${kind as NoticeKind}`) : kind)
}
