import { declared, router } from '../trpc.ts'
import { listCategories } from './list-categories.ts'

export const categoriesRouter = router({
  list: declared('categories.read').query(({ ctx }) => listCategories(ctx.services.db)),
})
