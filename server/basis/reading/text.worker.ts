import { parentPort, workerData } from 'node:worker_threads'
import { codedErrorOf } from '../../errors.ts'
import { textOfFile } from './text-of-file.ts'

/** Reads a stranger's file where it can hurt nobody: the thread has its own limits and is thrown away. */
const { bytes, fileName } = workerData as { bytes: Uint8Array; fileName: string }

textOfFile(bytes, fileName).then(
  (reply) => parentPort!.postMessage({ reply }),
  (error: unknown) => {
    const coded = codedErrorOf(error)
    parentPort!.postMessage({
      error: coded
        ? { code: coded.code, zh: coded.messageZh, en: coded.message, detail: coded.detail }
        : {
            code: 'BROKEN_FILE',
            zh: '文件已损坏，无法读取',
            en: 'The file is broken and cannot be read',
            detail: {},
          },
    })
  },
)
