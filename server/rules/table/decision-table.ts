import { z } from 'zod'

/** One row: when all its conditions hold and no row above fits, its outcomes are the decision. */
export type TableRow = {
  readonly id: string
  readonly description: string
  /** ZEN expressions by fact or outcome; an empty condition holds for anything. */
  readonly cells: Readonly<Record<string, string>>
}
/** What a person reads and edits of a rule: read from the top, the first row that fits decides. */
export type DecisionTable = {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly rows: readonly TableRow[]
}

const column = z.object({ id: z.string(), field: z.string().default('') })
const tableNode = z.object({
  type: z.literal('decisionTableNode'),
  content: z.object({
    hitPolicy: z.literal('first').default('first'),
    inputs: z.array(column),
    outputs: z.array(column),
    rules: z.array(z.record(z.string(), z.string())),
  }),
})
const document = z.object({ nodes: z.array(z.looseObject({ type: z.string() })) })

/** The table of a stored JDM document; undefined where it has none, or more than a person could read at once. */
export function readTable(content: unknown): DecisionTable | undefined {
  const read = document.safeParse(content)
  if (!read.success) return undefined
  const nodes = read.data.nodes.filter(({ type }) => type === 'decisionTableNode')
  const node = tableNode.safeParse(nodes[0])
  if (nodes.length !== 1 || !node.success) return undefined
  const { inputs, outputs, rules } = node.data.content
  const nameOf = new Map([...inputs, ...outputs].map(({ id, field }) => [id, field || id]))
  return {
    inputs: inputs.map(({ id }) => nameOf.get(id)!),
    outputs: outputs.map(({ id }) => nameOf.get(id)!),
    rows: rules.map((rule, index) => ({
      id: rule._id || `row-${index + 1}`,
      description: rule._description ?? '',
      cells: Object.fromEntries([...nameOf].map(([id, field]) => [field, rule[id] ?? ''])),
    })),
  }
}

/** The JDM document of a table, as GoRules' own editor would open it. */
export function contentOf({ inputs, outputs, rows }: DecisionTable): object {
  const field = (name: string) => ({ id: name, name, field: name })
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'facts', type: 'inputNode', name: 'facts', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 240, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: inputs.map(field),
          outputs: outputs.map(field),
          rules: rows.map(({ id, description, cells }) => ({
            _id: id,
            _description: description,
            ...Object.fromEntries([...inputs, ...outputs].map((name) => [name, cells[name] ?? ''])),
          })),
        },
      },
      { id: 'decision', type: 'outputNode', name: 'decision', position: { x: 480, y: 0 } },
    ],
    edges: [
      { id: 'facts-table', sourceId: 'facts', targetId: 'table', type: 'edge' },
      { id: 'table-decision', sourceId: 'table', targetId: 'decision', type: 'edge' },
    ],
  }
}
