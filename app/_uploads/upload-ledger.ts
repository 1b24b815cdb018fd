/** Which upload brings which file, across reloads: by the file's size and parts of its bytes, kept on this device. */
const ledgerKey = 'tongguan.uploads'
/** The server forgets an upload after two days. */
const keepMs = 47 * 3_600_000
const sampleBytes = 32 * 1024

type Ledger = Record<string, readonly [uploadId: string, atMs: number]>

export async function findUpload(file: Blob): Promise<string | undefined> {
  return readLedger()[await fingerprintOf(file)]?.[0]
}

export async function noteUpload(file: Blob, uploadId: string): Promise<void> {
  const fingerprint = await fingerprintOf(file)
  writeLedger({ ...readLedger(), [fingerprint]: [uploadId, Date.now()] })
}

export async function forgetUploads(files: readonly Blob[]): Promise<void> {
  const gone = new Set(await Promise.all(files.map(fingerprintOf)))
  writeLedger(Object.fromEntries(Object.entries(readLedger()).filter(([key]) => !gone.has(key))))
}

/** Without `crypto.subtle`, which plain http does not have: two files of one phone need only be told apart. */
async function fingerprintOf(file: Blob): Promise<string> {
  const middle = Math.floor(file.size / 2)
  const samples = [0, middle, Math.max(0, file.size - sampleBytes)].map((from) =>
    file.slice(from, from + sampleBytes),
  )
  const bytes = new Uint8Array(await new Blob(samples).arrayBuffer())
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b ^ byte, 0x85ebca6b)
    b ^= b >>> 13
  }
  return `${file.size}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`
}

function readLedger(): Ledger {
  try {
    const kept = JSON.parse(localStorage.getItem(ledgerKey) ?? '{}') as Ledger
    return Object.fromEntries(Object.entries(kept).filter(([, [, atMs]]) => Date.now() - atMs < keepMs))
  } catch {
    return {}
  }
}

function writeLedger(ledger: Ledger): void {
  try {
    localStorage.setItem(ledgerKey, JSON.stringify(ledger))
  } catch {
    // A browser that keeps nothing sends anew after a reload.
  }
}
