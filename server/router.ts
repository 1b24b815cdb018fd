import { areasRouter } from './areas/router.ts'
import { categoriesRouter } from './basis/router.ts'
import { sessionRouter } from './identity/router.ts'
import { locateRouter } from './locate/router.ts'
import { departmentsRouter } from './organization/router.ts'
import { router } from './trpc.ts'

/** Every procedure, by domain. */
export const appRouter = router({
  session: sessionRouter,
  areas: areasRouter,
  categories: categoriesRouter,
  departments: departmentsRouter,
  locate: locateRouter,
})
export type AppRouter = typeof appRouter
