import { parentPort, workerData } from 'node:worker_threads'
import { codedErrorOf } from '../../errors.ts'
import { guessGeometry, guessRoles, guessSystem } from './guess-columns.ts'
import { type PlacedRows, placeRows } from './place-rows.ts'
import type { SourceJob, SourceReply } from './read-in-worker.ts'
import { readSource } from './read-source.ts'

/** Reads a stranger's file where it can hurt nobody: the thread has its own limits and is thrown away. */
const job = workerData as SourceJob

async function read(): Promise<SourceReply> {
  const table = await readSource(job.bytes, job.fileName)
  const system = job.system ?? guessSystem(table)
  const geometry = job.geometry ?? guessGeometry(table)
  const { rows: sampled, ...rest } = table
  const sample = sampled.slice(0, 20).map(({ row, values }) => ({ row, values }))
  const placed: PlacedRows = geometry
    ? placeRows(table, system, geometry, job.around, job.isLatFirst)
    : { rows: [], faults: [], suggestedSystem: null }
  return {
    source: {
      ...rest,
      rowCount: sampled.length,
      sample,
      system,
      geometry: geometry ?? null,
      suggestedSystem: placed.suggestedSystem,
      roles: guessRoles(table),
    },
    placed,
  }
}

read().then(
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
