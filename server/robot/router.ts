import { declared, router } from '../trpc.ts'
import { getCalibration } from './learn-calibration.ts'
import { listAuthority } from './list-authority.ts'
import { listStranded } from './list-stranded.ts'
import { decisionsSchema, listDecisions, readRecord, recordSchema } from './read-record.ts'
import { setAuthority, setAuthoritySchema } from './set-authority.ts'

export const robotRouter = router({
  record: declared('robot.read')
    .input(recordSchema)
    .query(({ ctx, input }) => readRecord(ctx.services, ctx.actor, input)),
  decisions: declared('robot.read')
    .input(decisionsSchema)
    .query(({ ctx, input }) => listDecisions(ctx.services, ctx.actor, input)),
  authority: declared('robot.read').query(({ ctx }) => listAuthority(ctx.services, ctx.actor)),
  calibration: declared('robot.read').query(({ ctx }) => getCalibration(ctx.services, ctx.actor)),
  stranded: declared('robot.read').query(({ ctx }) => listStranded(ctx.services, ctx.actor)),
  setAuthority: declared('robot.steer')
    .input(setAuthoritySchema)
    .mutation(({ ctx, input }) => setAuthority(ctx.services, ctx.actor, input)),
})
