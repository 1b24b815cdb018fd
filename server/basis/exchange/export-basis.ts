import { type Trx, withScope } from '../../db/client.ts'
import type { BundleDuty, BundleRegulation } from '../../exchange/bundle.ts'
import { type ExportFile, writeTable } from '../../exchange/formats/write-features.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { listDuties } from '../list-duties.ts'
import {
  DUTY_COLUMNS,
  kindWord,
  LINK_COLUMNS,
  levelWord,
  MATTER_COLUMNS,
  severityWord,
} from './basis-tables.ts'

/** What a pack file holds; regulations and duties as a city's bundle has them. */
export type BasisPack = {
  readonly format: 'tongguan-basis'
  readonly version: 1
  readonly regulations: readonly BundleRegulation[]
  readonly duties: readonly (BundleDuty & { readonly note?: string })[]
}

const heads = (columns: Readonly<Record<string, readonly string[]>>) =>
  Object.values(columns).map(([head]) => head ?? '')

/** The duty list as a spreadsheet; a matter without owner has an empty department, for somebody to fill in. */
export async function exportDuties(
  services: Services,
  actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const duties = await listDuties(services, actor)
  return writeTable(format, {
    header: heads(DUTY_COLUMNS),
    rows: duties.map((duty) => [
      duty.categoryCode,
      duty.categoryName,
      duty.departmentCode,
      duty.departmentName,
      duty.areaCode,
      duty.areaName,
      kindWord(duty.kind),
      levelWord(duty.level),
      duty.note,
      '',
    ]),
  })
}

export async function exportLinks(
  services: Services,
  actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const rows = await withScope(services.db, actor, listConfirmed)
  return writeTable(format, {
    header: heads(LINK_COLUMNS),
    rows: rows.flatMap((row) =>
      row.category_code === null
        ? []
        : [[row.regulation_code, row.title, row.key, row.category_code, row.category_name ?? '', '']],
    ),
  })
}

/** The dictionary as a spreadsheet: what people may change of each matter. */
export async function exportDictionary(
  services: Services,
  actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const { matters, kinds } = await withScope(services.db, actor, async (trx) => ({
    matters: await trx
      .selectFrom('category')
      .select(['code', 'name', 'name_en', 'severity', 'skill', 'equipment', 'closing', 'closing_en'])
      .orderBy('code')
      .execute(),
    kinds: await trx.selectFrom('equipment_kind').select(['code', 'name']).execute(),
  }))
  const nameOf = new Map(kinds.map(({ code, name }) => [code, name]))
  return writeTable(format, {
    header: heads(MATTER_COLUMNS),
    rows: matters.map((row) => [
      row.code,
      row.name,
      row.name_en,
      severityWord(row.severity),
      row.skill,
      row.equipment.map((code) => nameOf.get(code) ?? code).join('、'),
      row.closing,
      row.closing_en,
      '',
    ]),
  })
}

/** Everything of the basis as one file that another city can bring in. */
export async function exportPack(services: Services, actor: Actor): Promise<ExportFile> {
  const duties = await listDuties(services, actor)
  const pack = await withScope(services.db, actor, async (trx): Promise<BasisPack> => {
    const links = Map.groupBy(await listConfirmed(trx), ({ regulation_id }) => regulation_id)
    const regulations = await trx
      .selectFrom('regulation as r')
      .leftJoin('regulation as s', 's.regulation_id', 'r.superseded_by_id')
      .selectAll('r')
      .select('s.code as successor')
      .where('r.state', '=', 'published')
      .where('r.version', '=', (eb) =>
        eb
          .selectFrom('regulation as l')
          .select((of) => of.fn.max('l.version').as('version'))
          .whereRef('l.code', '=', 'r.code')
          .where('l.state', '=', 'published'),
      )
      .orderBy('r.code')
      .execute()
    return {
      format: 'tongguan-basis',
      version: 1,
      regulations: regulations.map((row) => ({
        code: row.code,
        level: row.level,
        title: row.title,
        titleEn: row.title_en,
        documentNumber: row.document_number,
        issuer: row.issuer,
        issuedOn: row.issued_on,
        effectiveOn: row.effective_on,
        ...(row.superseded_on && { superseded: { on: row.superseded_on, byCode: row.successor } }),
        isSummary: row.is_summary,
        text: row.source_text,
        links: Object.fromEntries(
          [...Map.groupBy(links.get(row.regulation_id) ?? [], ({ key }) => key)].map(([key, own]) => [
            key,
            {
              categories: own.flatMap(({ category_code }) => category_code ?? []),
              departments: own.flatMap(({ department_code }) => department_code ?? []),
            },
          ]),
        ),
      })),
      duties: duties
        .filter(({ dutyId }) => dutyId !== null)
        .map((duty) => ({
          categoryCode: duty.categoryCode,
          areaCode: duty.areaCode || null,
          departmentCode: duty.departmentCode,
          ...(duty.kind && { kind: duty.kind }),
          ...(duty.level && { level: duty.level }),
          ...(duty.note && { note: duty.note }),
        })),
    }
  })
  return {
    bytes: new TextEncoder().encode(`${JSON.stringify(pack, null, 1)}\n`),
    type: 'application/json',
    ending: 'json',
  }
}

function listConfirmed(trx: Trx) {
  return trx
    .selectFrom('article_link')
    .innerJoin('regulation_piece', 'regulation_piece.piece_id', 'article_link.piece_id')
    .innerJoin('regulation', 'regulation.regulation_id', 'regulation_piece.regulation_id')
    .leftJoin('category', 'category.category_id', 'article_link.category_id')
    .leftJoin('department', 'department.department_id', 'article_link.department_id')
    .select([
      'regulation.regulation_id',
      'regulation.code as regulation_code',
      'title',
      'key',
      'category.code as category_code',
      'category.name as category_name',
      'department.code as department_code',
    ])
    .where('article_link.state', '=', 'confirmed')
    .where('regulation.state', '=', 'published')
    .where('regulation.superseded_on', 'is', null)
    .orderBy('regulation.code')
    .orderBy('ordinal')
    .orderBy('link_id')
    .execute()
}
