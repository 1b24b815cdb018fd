import type { LngLat } from '../_map/map-types.ts'

/** A report that is not sent yet: kept on this device with its photos until the server has it. */
export type Draft = {
  /** What makes sending twice the same report. */
  readonly sourceId: string
  readonly description: string
  readonly address: string
  readonly phone: string
  readonly categoryId: number | null
  readonly lngLat: LngLat | null
  /** Null where the place was chosen on the map. */
  readonly accuracyMeters: number | null
  readonly photos: readonly Blob[]
  /** When it was first to be sent: the report's own time, the same at every attempt. */
  readonly reportedAt: string | null
  /** Waiting: sent as soon as the network is back. */
  readonly isWaiting: boolean
}

const databaseName = 'tongguan-report'
const storeName = 'drafts'
const currentKey = 'current'

/** The draft on this device, if there is one. */
export async function readDraft(): Promise<Draft | undefined> {
  return run<Draft | undefined>('readonly', (store) => store.get(currentKey))
}

/** Keeps the draft; resolves when it is on the disk. */
export async function writeDraft(draft: Draft): Promise<void> {
  await run('readwrite', (store) => store.put(draft, currentKey))
}

export async function deleteDraft(): Promise<void> {
  await run('readwrite', (store) => store.delete(currentKey))
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = act(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
