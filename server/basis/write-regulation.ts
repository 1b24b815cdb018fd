import type { Trx } from '../db/client.ts'
import { splitRegulation } from './split-regulation.ts'
import type { RegulationLevel } from './tables.ts'

export type RegulationHead = {
  readonly code: string
  readonly level: RegulationLevel
  readonly title: string
  readonly titleEn: string
  readonly documentNumber: string
  readonly issuer: string
  readonly issuedOn: string | null
  readonly effectiveOn: string
  readonly isSummary: boolean
}

const CHUNK_PIECES = 2000

/** Writes a version of a regulation with its pieces. @returns its id, and the articles' piece ids by key */
export async function writeRegulation(
  trx: Trx,
  head: RegulationHead,
  {
    version,
    text,
    state,
    author,
    at,
  }: {
    readonly version: number
    readonly text: string
    readonly state: 'draft' | 'published'
    readonly author: { readonly userId: string; readonly name: string }
    readonly at: Date
  },
): Promise<{ regulationId: number; articleIds: Map<string, number> }> {
  const { regulation_id: regulationId } = await trx
    .insertInto('regulation')
    .values({
      ...columnsOf(head),
      version,
      state,
      source_text: text,
      author_user_id: author.userId,
      author_name: author.name,
      created_at: at,
      updated_at: at,
      published_at: state === 'published' ? at : null,
    })
    .returning('regulation_id')
    .executeTakeFirstOrThrow()
  return { regulationId, articleIds: await writePieces(trx, regulationId, text) }
}

export function columnsOf(head: RegulationHead) {
  return {
    code: head.code,
    level: head.level,
    title: head.title,
    title_en: head.titleEn,
    document_number: head.documentNumber,
    issuer: head.issuer,
    issued_on: head.issuedOn,
    effective_on: head.effectiveOn,
    is_summary: head.isSummary,
  }
}

async function writePieces(trx: Trx, regulationId: number, text: string): Promise<Map<string, number>> {
  const { pieces } = splitRegulation(text)
  const rows = pieces.map(({ kind, key, label, text: words }, i) => ({
    regulation_id: regulationId,
    ordinal: i + 1,
    kind,
    key,
    label,
    text: words,
  }))
  const articleIds = new Map<string, number>()
  for (let from = 0; from < rows.length; from += CHUNK_PIECES) {
    const written = await trx
      .insertInto('regulation_piece')
      .values(rows.slice(from, from + CHUNK_PIECES))
      .returning(['piece_id', 'kind', 'key'])
      .execute()
    for (const { piece_id, kind, key } of written) if (kind === 'article') articleIds.set(key, piece_id)
  }
  return articleIds
}
