import { Worker } from 'node:worker_threads'
import { CodedError, type ErrorDetail } from '../../errors.ts'
import { broken } from '../../exchange/formats/source-table.ts'
import type { ReadText } from './text-of-file.ts'

type Message =
  | { readonly reply: ReadText }
  | {
      readonly error: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly detail: ErrorDetail
      }
    }

const TIME_MILLISECONDS = 30_000
const HEAP_MEGABYTES = 512
const MAX_RUNNING = 2
let running = 0

/** @throws CodedError for a file that cannot be read, takes too long or needs too much memory */
export async function readInWorker(bytes: Uint8Array, fileName: string): Promise<ReadText> {
  if (running >= MAX_RUNNING)
    throw new CodedError(
      'unavailable',
      'READING_BUSY',
      '正在读取其他文件，请稍后再试',
      'Other files are being read',
    )
  running++
  const worker = new Worker(new URL('./text.worker.ts', import.meta.url), {
    workerData: { bytes, fileName },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<ReadText>((resolve, reject) => {
      const refuse = () =>
        reject(
          broken(
            'FILE_TOO_HEAVY',
            '文件太大或已损坏，无法读取',
            'The file is too heavy or broken to be read',
          ),
        )
      timer = setTimeout(refuse, TIME_MILLISECONDS)
      worker.once('message', (message: Message) => {
        if ('reply' in message) return resolve(message.reply)
        const { code, zh, en, detail } = message.error
        reject(new CodedError('bad_input', code, zh, en, detail))
      })
      worker.once('error', refuse)
    })
  } finally {
    clearTimeout(timer)
    running--
    await worker.terminate()
  }
}
