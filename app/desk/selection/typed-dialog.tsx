'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Select, TextArea } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import type { Drawn } from './drawn.ts'

const least = { point: 1, line: 2, area: 3 } as const
type Kind = keyof typeof least
const firstMeters = 50

/** A shape by its typed corners. What cannot be read is named by its line, and nothing that was typed is lost. */
export function TypedDialog({ onDraw, onClose }: { onDraw: (drawn: Drawn) => void; onClose: () => void }) {
  const t = useTranslations('selection')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<Kind>('area')
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const lines = text
      .split('\n')
      .flatMap((line, index) => (line.trim() ? [{ line: line.trim(), index }] : []))
    const few = t('typedFew', { kind: t(`typedKind.${kind}`), count: least[kind] })
    if (lines.length < least[kind]) return setProblem(few)
    try {
      const read = await client.fetchQuery(
        api.search.positions.queryOptions({ lines: lines.map(({ line }) => line) }),
      )
      const bad = lines.filter((_, index) => !read[index])
      if (bad.length > 0)
        return setProblem(t('typedBad', { lines: bad.map(({ index }) => index + 1).join(', ') }))
      const positions = read.flatMap((hit) => (hit ? [[hit.lngLat[0], hit.lngLat[1]]] : []))
      const [first = []] = positions
      onDraw(
        kind === 'area'
          ? { kind: 'area', geometry: { type: 'Polygon', coordinates: [[...positions, [...first]]] } }
          : {
              kind: 'near',
              meters: firstMeters,
              of:
                kind === 'point'
                  ? { type: 'Point', coordinates: first }
                  : { type: 'LineString', coordinates: positions },
            },
      )
    } catch (error) {
      setProblem(errorTextOf(error, locale))
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('typedTitle')} description={t('typedHint')}>
      <form onSubmit={(event) => void submit(event)} data-form="typed" className="grid gap-3">
        <TextArea
          name="positions"
          aria-label={t('typedTitle')}
          aria-invalid={problem !== null}
          rows={6}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setProblem(null)
          }}
          className="font-mono"
        />
        {problem && (
          <p role="alert" className="text-overdue">
            {problem}
          </p>
        )}
        <div className="flex items-center gap-2">
          <span className="text-muted">{t('typedAs')}</span>
          <Select
            aria-label={t('typedAs')}
            value={kind}
            onChange={(event) => setKind(event.target.value as Kind)}
            className="w-auto"
          >
            {(Object.keys(least) as Kind[]).map((one) => (
              <option key={one} value={one}>
                {t(`typedKind.${one}`)}
              </option>
            ))}
          </Select>
          <span className="flex-1" />
          <Button look="primary" type="submit">
            {t('typedDraw')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
