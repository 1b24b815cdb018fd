import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getBackTest, startBackTest, startBackTestSchema } from './drafts/back-test.ts'
import {
  decideDraft,
  decideDraftSchema,
  retireRule,
  retireSchema,
  rollBack,
  rollBackSchema,
} from './drafts/decide-draft.ts'
import {
  getDraft,
  listDrafts,
  saveDraft,
  saveDraftSchema,
  startDraft,
  startDraftSchema,
} from './drafts/drafts.ts'
import { listNewRules, startNewRule, startNewRuleSchema } from './drafts/start-new-rule.ts'
import { explainCase, explainSchema, findCases, findCasesSchema } from './explain-case.ts'
import { factsOfKind } from './facts/fact-catalog.ts'
import { getHits, getRule, ruleVersionSchema } from './get-rule.ts'
import { listRules } from './list-rules.ts'
import { RULE_KINDS } from './rule-kind.ts'

const draftId = z.object({ draftId: z.number().int().positive() })

export const rulesRouter = router({
  list: declared('rules.read').query(({ ctx }) => listRules(ctx.services, ctx.actor)),
  get: declared('rules.read')
    .input(ruleVersionSchema)
    .query(({ ctx, input }) => getRule(ctx.services, ctx.actor, input)),
  hits: declared('rules.read')
    .input(ruleVersionSchema)
    .query(({ ctx, input }) => getHits(ctx.services, ctx.actor, input)),
  findCases: declared('rules.read')
    .input(findCasesSchema)
    .query(({ ctx, input }) => findCases(ctx.services, ctx.actor, input)),
  explain: declared('rules.read')
    .input(explainSchema)
    .query(({ ctx, input }) => explainCase(ctx.services, ctx.actor, input)),
  drafts: declared('rules.read')
    .input(z.object({ code: z.string().min(1).max(100) }))
    .query(({ ctx, input }) => listDrafts(ctx.services, ctx.actor, input.code)),
  draft: declared('rules.read')
    .input(draftId)
    .query(({ ctx, input }) => getDraft(ctx.services, ctx.actor, input.draftId)),
  newRules: declared('rules.read').query(({ ctx }) => listNewRules(ctx.services, ctx.actor)),
  facts: declared('rules.read')
    .input(z.object({ kind: z.enum(RULE_KINDS) }))
    .query(({ input }) => factsOfKind(input.kind)),
  startNew: declared('rules.draft')
    .input(startNewRuleSchema)
    .mutation(({ ctx, input }) => startNewRule(ctx.services, ctx.actor, input)),
  start: declared('rules.draft')
    .input(startDraftSchema)
    .mutation(({ ctx, input }) => startDraft(ctx.services, ctx.actor, input)),
  save: declared('rules.draft')
    .input(saveDraftSchema)
    .mutation(({ ctx, input }) => saveDraft(ctx.services, ctx.actor, input)),
  decide: declared('rules.read')
    .input(decideDraftSchema)
    .mutation(({ ctx, input }) => decideDraft(ctx.services, ctx.actor, input)),
  rollBack: declared('rules.publish')
    .input(rollBackSchema)
    .mutation(({ ctx, input }) => rollBack(ctx.services, ctx.actor, input)),
  retire: declared('rules.publish')
    .input(retireSchema)
    .mutation(({ ctx, input }) => retireRule(ctx.services, ctx.actor, input)),
  backTest: declared('rules.read')
    .input(draftId)
    .query(({ ctx, input }) => getBackTest(ctx.services, ctx.actor, input.draftId)),
  startBackTest: declared('rules.read')
    .input(startBackTestSchema)
    .mutation(({ ctx, input }) => startBackTest(ctx.services, ctx.actor, input)),
})
