import { aheadRouter } from './ahead/router.ts'
import { answersRouter } from './answers/router.ts'
import { appraisalRouter } from './appraisal/router.ts'
import { areasRouter } from './areas/router.ts'
import { basisRouter, categoriesRouter } from './basis/router.ts'
import { callsRouter } from './calls/router.ts'
import { casesRouter } from './cases/router.ts'
import { checkupsRouter } from './checkups/router.ts'
import { controlAreasRouter } from './control-areas/router.ts'
import { dispatchRouter } from './dispatch/router.ts'
import { gridsRouter } from './grids/router.ts'
import { sessionRouter } from './identity/router.ts'
import { indicesRouter } from './indices/router.ts'
import { inspectionsRouter } from './inspections/router.ts'
import { intakeRouter } from './intake/router.ts'
import { layersRouter } from './layers/router.ts'
import { locateRouter } from './locate/router.ts'
import { monitorRouter } from './monitor/router.ts'
import { noticesRouter } from './notices/router.ts'
import { departmentsRouter } from './organization/router.ts'
import { partsRouter } from './parts/router.ts'
import { placesRouter } from './places/router.ts'
import { replayRouter } from './replay/router.ts'
import { reportsRouter } from './reports/router.ts'
import { roadsRouter } from './roads/router.ts'
import { robotRouter } from './robot/router.ts'
import { rulesRouter } from './rules/router.ts'
import { scenesRouter } from './scenes/router.ts'
import { searchRouter } from './search/router.ts'
import { sensorsRouter } from './sensors/router.ts'
import { shapesRouter } from './shapes/router.ts'
import { shiftsRouter } from './shifts/router.ts'
import { studioRouter } from './studio/router.ts'
import { tasksRouter } from './tasks/router.ts'
import { textRouter } from './text/router.ts'
import { router } from './trpc.ts'
import { unitsRouter } from './units/router.ts'
import { viewsRouter } from './views/router.ts'
import { wallRouter } from './wall/router.ts'

/** Every procedure, by domain. */
export const appRouter = router({
  session: sessionRouter,
  areas: areasRouter,
  categories: categoriesRouter,
  basis: basisRouter,
  departments: departmentsRouter,
  locate: locateRouter,
  reports: reportsRouter,
  intake: intakeRouter,
  calls: callsRouter,
  cases: casesRouter,
  tasks: tasksRouter,
  inspections: inspectionsRouter,
  controlAreas: controlAreasRouter,
  ahead: aheadRouter,
  dispatch: dispatchRouter,
  robot: robotRouter,
  indices: indicesRouter,
  checkups: checkupsRouter,
  units: unitsRouter,
  layers: layersRouter,
  shapes: shapesRouter,
  views: viewsRouter,
  search: searchRouter,
  text: textRouter,
  sensors: sensorsRouter,
  parts: partsRouter,
  places: placesRouter,
  roads: roadsRouter,
  replay: replayRouter,
  grids: gridsRouter,
  studio: studioRouter,
  shifts: shiftsRouter,
  wall: wallRouter,
  rules: rulesRouter,
  appraisal: appraisalRouter,
  monitor: monitorRouter,
  notices: noticesRouter,
  answers: answersRouter,
  scenes: scenesRouter,
})
export type AppRouter = typeof appRouter
