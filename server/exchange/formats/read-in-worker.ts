import { Worker } from 'node:worker_threads'
import type { BoundingBox } from '../../../geo/lng-lat.ts'
import { CodedError, type ErrorDetail } from '../../errors.ts'
import type { ColumnRoles } from './guess-columns.ts'
import type { GeometrySource, PlacedRows } from './place-rows.ts'
import { broken, type SourceTable } from './source-table.ts'

export type SourceJob = {
  readonly bytes: Uint8Array
  readonly fileName: string
  /** Undefined: as the file declares it. */
  readonly system: string | undefined
  readonly geometry: GeometrySource | undefined
  readonly around: BoundingBox
  /** Latitude, or northing, stands first. */
  readonly isLatFirst?: boolean
}

export type SourceReply = {
  readonly source: Omit<SourceTable, 'rows'> & {
    readonly rowCount: number
    readonly sample: readonly { readonly row: number; readonly values: Readonly<Record<string, string>> }[]
    readonly system: string
    readonly geometry: GeometrySource | null
    readonly suggestedSystem: string | null
    readonly roles: ColumnRoles
  }
  readonly placed: PlacedRows
}

const TIME_MILLISECONDS = 60_000
const HEAP_MEGABYTES = 1024
/** Two files at once: a third waits for its turn by being told to. */
const MAX_RUNNING = 2
let running = 0

/** @throws CodedError for a file that cannot be read, takes too long or needs too much memory */
export async function readInWorker(job: SourceJob): Promise<SourceReply> {
  if (running >= MAX_RUNNING) {
    throw new CodedError(
      'unavailable',
      'IMPORT_BUSY',
      '正在读取其他文件，请稍后再试',
      'Other files are being read; try again soon',
    )
  }
  running++
  const worker = new Worker(new URL('./source.worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<SourceReply>((resolve, reject) => {
      timer = setTimeout(
        () =>
          reject(
            broken(
              'FILE_TAKES_TOO_LONG',
              '文件读取超过 60 秒，请分批',
              'Reading took over 60 s; split the file',
            ),
          ),
        TIME_MILLISECONDS,
      )
      worker.once('message', (message: Message) => {
        if ('reply' in message) resolve(message.reply)
        else {
          const { code, zh, en, detail } = message.error
          reject(new CodedError('bad_input', code, zh, en, detail))
        }
      })
      worker.once('error', () =>
        reject(
          broken(
            'FILE_TOO_HEAVY',
            '文件太大或已损坏，无法读取',
            'The file is too heavy or broken to be read',
          ),
        ),
      )
    })
  } finally {
    clearTimeout(timer)
    running--
    await worker.terminate()
  }
}

type Message =
  | { readonly reply: SourceReply }
  | {
      readonly error: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly detail: ErrorDetail
      }
    }
