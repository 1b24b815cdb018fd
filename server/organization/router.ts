import { declared, router } from '../trpc.ts'
import { listDepartments } from './list-departments.ts'

export const departmentsRouter = router({
  list: declared('departments.read').query(({ ctx }) => listDepartments(ctx.services.db)),
})
