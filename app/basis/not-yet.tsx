import { useTranslations } from 'next-intl'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

/** What stands in place of a list that is not there: why, or the shape of what is coming. */
export function NotYet({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const shell = useTranslations('shell')
  if (error) {
    return <FailedNote error={error} onRetry={onRetry} />
  }
  return (
    <div className="grid gap-3 p-4" role="status" aria-busy="true" aria-label={shell('loading')}>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-4 w-72" />
      <Skeleton className="h-4 w-64" />
      <Skeleton className="h-4 w-80" />
    </div>
  )
}
