import { withScope } from '../../db/client.ts'
import { readRules } from '../../rules/rule-row.ts'
import { readTable } from '../../rules/table/decision-table.ts'
import type { AnswerPart } from '../answer.ts'
import { type Term, termOf } from '../glossary.ts'
import { ruleOfVerb } from '../machine-words.ts'
import type { Reading } from '../reading/reading.ts'
import { type Answered, type Asked, SourceList } from './asked.ts'
import { VERB_WORDS } from './verb-words.ts'

/** Steps that a decision table takes, and the kind of its rule. */
const RULE_KINDS: Readonly<Record<string, string>> = { register: 'registration', dispatch: 'dispatch' }

/** What a word of the field means, and what the lifecycle and the rules allow with it. */
export async function answerTerm(
  asked: Asked,
  { termIds }: Extract<Reading, { intent: 'term' }>,
): Promise<Answered> {
  const sources = new SourceList(asked)
  const parts: AnswerPart[] = []
  for (const term of termIds.flatMap((id) => termOf.get(id) ?? [])) {
    parts.push({ title: term.name, text: term.meaning, sources: [] })
    if (asked.isPublic) continue
    parts.push(...machineParts(term, sources), ...(await ruleParts(asked, term, sources)))
  }
  return { parts, sources: sources.all }
}

function machineParts({ verbs, rule }: Term, sources: SourceList): AnswerPart[] {
  if (verbs.length === 0 && !rule) return []
  const source = sources.add({
    kind: 'machine',
    title: { zh: '案件流程', en: 'Lifecycle of cases' },
    detail: {
      zh: '系统按此执行，每个案件页可看到流程图',
      en: 'What the system obeys; drawn on the page of every case',
    },
    href: null,
  })
  const lines = [...(rule ? [rule] : []), ...verbs.map((verb) => ruleOfVerb(verb, VERB_WORDS[verb]))]
  return [
    {
      title: { zh: '谁能办、什么时候', en: 'Who may, and when' },
      text: { zh: lines.map(({ zh }) => zh).join('\n'), en: lines.map(({ en }) => en).join('\n') },
      sources: [source],
    },
  ]
}

/** The rows of the decision table in force, in the words it was written with. */
async function ruleParts(
  { services, reader }: Asked,
  { id }: Term,
  sources: SourceList,
): Promise<AnswerPart[]> {
  const kind = RULE_KINDS[id]
  if (!kind) return []
  const rules = await withScope(services.db, reader, (trx) => readRules(trx, services.clock.now()))
  return rules
    .filter((rule) => rule.kind === kind && rule.state === 'in_force')
    .map((rule) => {
      const rows = readTable(rule.content)?.rows ?? []
      const text = rows.map((row) => `${row.id} ${row.description}`).join('\n')
      return {
        title: { zh: rule.name, en: rule.nameEn || rule.name },
        text: { zh: text, en: text },
        sources: [
          sources.add({
            kind: 'rule',
            title: { zh: rule.name, en: rule.nameEn || rule.name },
            detail: { zh: `${rule.code} 第 ${rule.version} 版`, en: `${rule.code}, version ${rule.version}` },
            href: `/rules?rule=${encodeURIComponent(rule.code)}`,
          }),
        ],
      }
    })
}
