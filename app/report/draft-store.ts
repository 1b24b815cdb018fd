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
  /** The city part that it is about; staff only. */
  readonly partCode?: string | null
  /** 自处置: what was done on the spot, and how it looked then; staff only. */
  readonly fixed?: { readonly note: string; readonly photos: readonly Blob[] } | null
}

const databaseName = 'tongguan-report'
const storeName = 'drafts'
const outboxName = 'outbox'
/** Whose draft: a resident's, or one of staff who use the same device. */
export type DraftKey = 'current' | `staff:${string}`

/** The draft on this device, if there is one. */
export async function readDraft(key: DraftKey): Promise<Draft | undefined> {
  return run<Draft | undefined>('readonly', (store) => store.get(key))
}

/** Keeps the draft; resolves when it is on the disk. */
export async function writeDraft(key: DraftKey, draft: Draft): Promise<void> {
  await run('readwrite', (store) => store.put(draft, key))
}

export async function deleteDraft(key: DraftKey): Promise<void> {
  await run('readwrite', (store) => store.delete(key))
}

/** Another form that is being filled in, by its own key. */
export async function readKept<Kept>(key: string): Promise<Kept | undefined> {
  return run<Kept | undefined>('readonly', (store) => store.get(key))
}

export async function writeKept(key: string, kept: object): Promise<void> {
  await run('readwrite', (store) => store.put(kept, key))
}

export async function deleteKept(key: string): Promise<void> {
  await run('readwrite', (store) => store.delete(key))
}

/** What is finished and not sent yet, in the order of its making. */
export async function readOutbox<Item>(): Promise<Item[]> {
  return run<Item[]>('readonly', (store) => store.getAll(), outboxName)
}

/** Keeps an item under its key; resolves when it is on the disk. */
export async function writeOutbox(item: { readonly key: string }): Promise<void> {
  await run('readwrite', (store) => store.put(item, item.key), outboxName)
}

export async function deleteFromOutbox(key: string): Promise<void> {
  await run('readwrite', (store) => store.delete(key), outboxName)
}

async function run<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
  name = storeName,
): Promise<T> {
  const database = await openDatabase()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(name, mode)
      const request = act(transaction.objectStore(name))
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
    const request = indexedDB.open(databaseName, 2)
    request.onupgradeneeded = () => {
      for (const name of [storeName, outboxName])
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
