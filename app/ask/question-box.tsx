import { CornerDownLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { Button } from '../_ui/button.tsx'
import { Input } from '../_ui/field.tsx'
import { isComposing } from '../_ui/is-composing.ts'

const MOST_CHARACTERS = 300

/** One line to ask in. Up and down bring back what was asked before. */
export function QuestionBox({
  box,
  question,
  placeholder,
  history,
  onAsk,
}: {
  box: RefObject<HTMLInputElement | null>
  question: string
  placeholder: string
  /** The newest first. */
  history: readonly string[]
  onAsk: (question: string) => void
}) {
  const t = useTranslations('ask')
  const [text, setText] = useState(question)
  const [at, setAt] = useState(-1)
  // A question that came by the address, from a link or the Back button.
  useEffect(() => {
    setText(question)
    setAt(-1)
  }, [question])

  function submit(event: FormEvent) {
    event.preventDefault()
    const asked = text.trim()
    if (asked === '') return
    onAsk(asked)
    box.current?.select()
  }
  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Escape') setText('')
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (step === 0 || history.length === 0) return
    event.preventDefault()
    const next = Math.min(history.length - 1, Math.max(-1, at + step))
    setAt(next)
    setText(next < 0 ? '' : history[next]!)
  }
  return (
    <form onSubmit={submit} className="flex gap-2">
      <Input
        ref={box}
        name="question"
        type="text"
        autoComplete="off"
        enterKeyHint="send"
        maxLength={MOST_CHARACTERS}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKey}
        className="h-12 rounded-lg px-4 text-base"
      />
      <Button type="submit" look="primary" size="touch" className="h-12">
        <CornerDownLeft aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('ask')}</span>
      </Button>
    </form>
  )
}
