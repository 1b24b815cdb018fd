import { declared, router } from '../trpc.ts'
import { describeSession } from './describe-session.ts'

export const sessionRouter = router({
  me: declared('session.read').query(({ ctx }) => describeSession(ctx.services, ctx.actor)),
})
