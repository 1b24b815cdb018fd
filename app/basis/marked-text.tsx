import { classNames } from '../_ui/class-names.ts'
import { type TextMark, textSegments } from './text-segments.ts'

const looks: Readonly<Record<TextMark['kind'], string>> = {
  must: 'font-semibold',
  must_not: 'font-semibold underline decoration-2 underline-offset-4',
  penalty: 'rounded-xs bg-sunken px-0.5 ring-1 ring-line-strong',
}

/** A text of law: what obliges, forbids and punishes by form, what was looked for by ground. */
export function MarkedText({
  text,
  marks = [],
  words = [],
}: {
  text: string
  marks?: readonly TextMark[]
  words?: readonly string[]
}) {
  let at = 0
  return textSegments(text, marks, words).map(({ text: part, mark, isFound }) => {
    const key = at
    at += part.length
    const className = mark ? looks[mark] : undefined
    if (isFound) {
      return (
        <mark key={key} className={classNames('bg-accent-soft text-accent', className)}>
          {part}
        </mark>
      )
    }
    return mark ? (
      <span key={key} data-mark={mark} className={className}>
        {part}
      </span>
    ) : (
      part
    )
  })
}
