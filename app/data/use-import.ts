import { useRef, useState } from 'react'
import type { ImportProgress, ImportReport } from '../../server/layers/import-file.ts'
import type { ImportInput } from '../../server/layers/import-input.ts'
import { sendImport } from './send-import.ts'

export type ImportRun = {
  readonly isRunning: boolean
  readonly mode: ImportInput['mode'] | null
  readonly progress: ImportProgress | null
  readonly error: unknown
}

const idle: ImportRun = { isRunning: false, mode: null, progress: null, error: null }

/** Sends the file in hand, one request at a time: a newer one takes the place of the one under way. */
export function useImport() {
  const [run, setRun] = useState(idle)
  const current = useRef<AbortController>(null)

  async function start(file: File, input: Omit<ImportInput, 'fileName'>): Promise<ImportReport | undefined> {
    current.current?.abort()
    const own = new AbortController()
    current.current = own
    const { mode } = input
    setRun({ isRunning: true, mode, progress: null, error: null })
    try {
      const report = await sendImport(
        file,
        input,
        (progress) => current.current === own && setRun({ isRunning: true, mode, progress, error: null }),
        own.signal,
      )
      if (current.current !== own) return undefined
      setRun(idle)
      return report
    } catch (error) {
      if (current.current === own) setRun({ isRunning: false, mode, progress: null, error })
      return undefined
    }
  }

  function cancel() {
    current.current?.abort()
    current.current = null
    setRun(idle)
  }

  return { run, start, cancel }
}
