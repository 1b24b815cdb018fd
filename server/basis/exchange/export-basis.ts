import { type Trx, withScope } from '../../db/client.ts'
import type { BundleDuty, BundleRegulation } from '../../exchange/bundle.ts'
import { type ExportFile, writeTable } from '../../exchange/formats/write-features.ts'
import type { Actor } from '../../identity/actor.ts'
import { listIndicators } from '../../indices/indicators.ts'
import type { Services } from '../../services.ts'
import { listDuties } from '../list-duties.ts'
import {
  CHECK_COLUMNS,
  DUTY_COLUMNS,
  kindWord,
  LINK_COLUMNS,
  levelWord,
  MATTER_COLUMNS,
  matterKindWord,
  severityWord,
} from './basis-tables.ts'

/** What a pack file holds; regulations and duties as a city's bundle has them. */
export type BasisPack = {
  readonly format: 'tongguan-basis'
  readonly version: 1
  readonly regulations: readonly BundleRegulation[]
  readonly duties: readonly (BundleDuty & { readonly note?: string })[]
  /** Rows as their spreadsheets have them. */
  readonly dictionary: readonly Readonly<Record<string, string>>[]
  readonly checklists: readonly Readonly<Record<string, string>>[]
}

const heads = (columns: Readonly<Record<string, readonly string[]>>) =>
  Object.values(columns).map(([head]) => head ?? '')

const named = (columns: Readonly<Record<string, readonly string[]>>, rows: readonly (readonly string[])[]) =>
  rows.map((row) => Object.fromEntries(heads(columns).map((head, i) => [head, row[i] ?? ''])))

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

/** The dictionary as a spreadsheet: what people may change of each matter; retired ones are marked as taken away. */
export async function exportDictionary(
  services: Services,
  actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const rows = await withScope(services.db, actor, listMatters)
  return writeTable(format, { header: heads(MATTER_COLUMNS), rows })
}

async function listMatters(trx: Trx): Promise<string[][]> {
  const matters = await trx
    .selectFrom('category')
    .select([
      'code',
      'kind',
      'class_code',
      'class_name',
      'name',
      'name_en',
      'severity',
      'skill',
      'equipment',
      'closing',
      'closing_en',
    ])
    .where('retired_at', 'is', null)
    .orderBy('code')
    .execute()
  const kinds = await trx.selectFrom('equipment_kind').select(['code', 'name']).execute()
  const nameOf = new Map(kinds.map(({ code, name }) => [code, name]))
  return matters.map((row) => [
    row.code,
    matterKindWord(row.kind),
    row.class_code,
    row.class_name,
    row.name,
    row.name_en,
    severityWord(row.severity),
    row.skill,
    row.equipment.map((code) => nameOf.get(code) ?? code).join('、'),
    row.closing,
    row.closing_en,
    '',
  ])
}

/** 检查单: each check of each inspection item. */
export async function exportChecklists(
  services: Services,
  actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const rows = await withScope(services.db, actor, listChecks)
  return writeTable(format, { header: heads(CHECK_COLUMNS), rows })
}

async function listChecks(trx: Trx): Promise<string[][]> {
  const items = await trx
    .selectFrom('inspection_item')
    .select(['code', 'name', 'checklist'])
    .orderBy('code')
    .execute()
  return items.flatMap(({ code, name, checklist }) =>
    checklist.map((check) => [code, name, check.code, check.zh, check.en, check.categoryCode ?? '', '']),
  )
}

/** 指标体系: every index with its formula, to read and to hand on; formulas are code and come in with none. */
export async function exportIndices(
  _services: Services,
  _actor: Actor,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  return writeTable(format, {
    header: [
      '指标编码',
      '版本',
      '指标',
      '英文名称',
      '公式',
      '公式（英文）',
      '单位',
      '方向',
      '权重',
      '目标',
      '最小样本',
      '用途',
    ],
    rows: listIndicators().map(({ indicator, weight, usedFor }) => [
      indicator.code,
      String(indicator.version),
      indicator.name,
      indicator.nameEn,
      indicator.formula,
      indicator.formulaEn,
      indicator.unit,
      indicator.direction === 'higher_is_better' ? '越高越好' : '越低越好',
      weight === null ? '' : String(weight),
      String(indicator.target),
      String(indicator.minSample),
      usedFor.join('、'),
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
      dictionary: named(MATTER_COLUMNS, await listMatters(trx)),
      checklists: named(CHECK_COLUMNS, await listChecks(trx)),
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
