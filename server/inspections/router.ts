import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { checkIn, checkInSchema } from './check-in.ts'
import { drawInspections, drawSchema, redrawInspections, redrawSchema } from './draw.ts'
import { fillSchema, fillVisit } from './fill-visit.ts'
import { gatherObjects, gatherSchema } from './gather-objects.ts'
import { getDraw } from './get-draw.ts'
import { getVisit, listMyVisits } from './get-visit.ts'
import {
  activeSchema,
  addInspector,
  candidatesSchema,
  declareTie,
  inspectorSchema,
  listCandidates,
  setInspectorActive,
  tieSchema,
} from './keep-inspector.ts'
import { itemSchema, keepItem } from './keep-item.ts'
import { keepObject, objectSchema } from './keep-object.ts'
import { listDraws } from './list-draws.ts'
import { listPublished } from './list-published.ts'
import { readLists } from './lists.ts'
import { poolSchema, previewDraw } from './preview-draw.ts'
import { publishDraw } from './publish-draw.ts'

const drawIdSchema = z.object({ drawId: z.number().int().positive() })
const visitIdSchema = z.object({ visitId: z.number().int().positive() })

export const inspectionsRouter = router({
  lists: declared('inspections.read').query(({ ctx }) => readLists(ctx.services, ctx.actor)),
  draws: declared('inspections.read').query(({ ctx }) => listDraws(ctx.services, ctx.actor)),
  draw: declared('inspections.read')
    .input(drawIdSchema)
    .query(({ ctx, input }) => getDraw(ctx.services, ctx.actor, input.drawId)),
  mine: declared('inspections.read').query(({ ctx }) => listMyVisits(ctx.services, ctx.actor)),
  visit: declared('inspections.read')
    .input(visitIdSchema)
    .query(({ ctx, input }) => getVisit(ctx.services, ctx.actor, input.visitId)),
  published: declared('inspections.public').query(({ ctx }) => listPublished(ctx.services)),
  preview: declared('inspections.draw')
    .input(poolSchema)
    .query(({ ctx, input }) => previewDraw(ctx.services, ctx.actor, input)),
  makeDraw: declared('inspections.draw')
    .input(drawSchema)
    .mutation(({ ctx, input }) => drawInspections(ctx.services, ctx.actor, input)),
  redraw: declared('inspections.draw')
    .input(redrawSchema)
    .mutation(({ ctx, input }) => redrawInspections(ctx.services, ctx.actor, input)),
  publish: declared('inspections.draw')
    .input(drawIdSchema)
    .mutation(({ ctx, input }) => publishDraw(ctx.services, ctx.actor, input.drawId)),
  keepItem: declared('inspections.draw')
    .input(itemSchema)
    .mutation(({ ctx, input }) => keepItem(ctx.services, ctx.actor, input)),
  gatherObjects: declared('inspections.draw')
    .input(gatherSchema)
    .mutation(({ ctx, input }) => gatherObjects(ctx.services, ctx.actor, input)),
  keepObject: declared('inspections.draw')
    .input(objectSchema)
    .mutation(({ ctx, input }) => keepObject(ctx.services, ctx.actor, input)),
  candidates: declared('inspections.draw')
    .input(candidatesSchema)
    .query(({ ctx, input }) => listCandidates(ctx.services, ctx.actor, input)),
  addInspector: declared('inspections.draw')
    .input(inspectorSchema)
    .mutation(({ ctx, input }) => addInspector(ctx.services, ctx.actor, input)),
  setInspectorActive: declared('inspections.draw')
    .input(activeSchema)
    .mutation(({ ctx, input }) => setInspectorActive(ctx.services, ctx.actor, input)),
  declareTie: declared('inspections.draw')
    .input(tieSchema)
    .mutation(({ ctx, input }) => declareTie(ctx.services, ctx.actor, input)),
  checkIn: declared('inspections.visit')
    .input(checkInSchema)
    .mutation(({ ctx, input }) => checkIn(ctx.services, ctx.actor, input)),
  fill: declared('inspections.visit')
    .input(fillSchema)
    .mutation(({ ctx, input }) => fillVisit(ctx.services, ctx.actor, input)),
})
