import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import {
  currentScene,
  startScene,
  startSceneSchema,
  stopScene,
  tellScene,
  tellSceneSchema,
  wantedScene,
} from './scene-runs.ts'

export const scenesRouter = router({
  current: declared('scenes.read').query(({ ctx }) => currentScene(ctx.services, ctx.actor)),
  start: declared('scenes.steer')
    .input(startSceneSchema)
    .mutation(({ ctx, input }) => startScene(ctx.services, ctx.actor, input)),
  stop: declared('scenes.steer').mutation(({ ctx }) => stopScene(ctx.services, ctx.actor)),
  wanted: declared('scenes.play')
    .input(z.object({ playing: z.number().int().nullable() }))
    .mutation(({ ctx, input }) => wantedScene(ctx.services, ctx.actor, input.playing)),
  tell: declared('scenes.play')
    .input(tellSceneSchema)
    .mutation(({ ctx, input }) => tellScene(ctx.services, ctx.actor, input)),
})
