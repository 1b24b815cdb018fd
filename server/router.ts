import { areasRouter } from './areas/router.ts'
import { categoriesRouter } from './basis/router.ts'
import { callsRouter } from './calls/router.ts'
import { casesRouter } from './cases/router.ts'
import { checkupsRouter } from './checkups/router.ts'
import { dispatchRouter } from './dispatch/router.ts'
import { gridsRouter } from './grids/router.ts'
import { sessionRouter } from './identity/router.ts'
import { indicesRouter } from './indices/router.ts'
import { intakeRouter } from './intake/router.ts'
import { layersRouter } from './layers/router.ts'
import { locateRouter } from './locate/router.ts'
import { noticesRouter } from './notices/router.ts'
import { departmentsRouter } from './organization/router.ts'
import { partsRouter } from './parts/router.ts'
import { placesRouter } from './places/router.ts'
import { reportsRouter } from './reports/router.ts'
import { searchRouter } from './search/router.ts'
import { sensorsRouter } from './sensors/router.ts'
import { shapesRouter } from './shapes/router.ts'
import { router } from './trpc.ts'
import { unitsRouter } from './units/router.ts'
import { wallRouter } from './wall/router.ts'

/** Every procedure, by domain. */
export const appRouter = router({
  session: sessionRouter,
  areas: areasRouter,
  categories: categoriesRouter,
  departments: departmentsRouter,
  locate: locateRouter,
  reports: reportsRouter,
  intake: intakeRouter,
  calls: callsRouter,
  cases: casesRouter,
  dispatch: dispatchRouter,
  indices: indicesRouter,
  checkups: checkupsRouter,
  units: unitsRouter,
  layers: layersRouter,
  shapes: shapesRouter,
  search: searchRouter,
  sensors: sensorsRouter,
  parts: partsRouter,
  places: placesRouter,
  grids: gridsRouter,
  wall: wallRouter,
  notices: noticesRouter,
})
export type AppRouter = typeof appRouter
