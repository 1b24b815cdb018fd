import { declared, router } from '../trpc.ts'
import { listDepartments } from './list-departments.ts'
import { listIntegration } from './list-integration.ts'
import { setIntegration, setIntegrationSchema } from './set-integration.ts'

export const departmentsRouter = router({
  list: declared('departments.read').query(({ ctx }) => listDepartments(ctx.services.db)),
  integration: declared('departments.integration').query(({ ctx }) =>
    listIntegration(ctx.services, ctx.actor),
  ),
  setIntegration: declared('departments.integrate')
    .input(setIntegrationSchema)
    .mutation(({ ctx, input }) => setIntegration(ctx.services, ctx.actor, input)),
})
