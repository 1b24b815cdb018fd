import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '../_ui/button.tsx'
import { Input } from '../_ui/field.tsx'
import { isComposing } from '../_ui/is-composing.ts'

const PAUSE_MS = 250

/** A box whose words go into the address once the typing pauses. */
export function SearchBox({
  label,
  text,
  onText,
}: {
  label: string
  text: string
  onText: (text: string) => void
}) {
  const t = useTranslations('basis')
  const [typed, setTyped] = useState(text)
  // Words that came by the address, from a link or the Back button.
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => onText(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, text, onText])
  return (
    <div className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && !isComposing(event.nativeEvent) && setTyped('')}
        placeholder={label}
        aria-label={label}
        className="pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' && (
        <Button
          look="quiet"
          size="icon"
          onClick={() => setTyped('')}
          aria-label={t('clear')}
          className="absolute top-0.5 right-0.5"
        >
          <X aria-hidden className="size-4" />
        </Button>
      )}
    </div>
  )
}
