import { messages as map } from '../_map/messages.ts'
import { messages as search } from '../_search/messages.ts'
import { messages as uploads } from '../_uploads/messages.ts'
import { messages as ahead } from '../ahead/messages.ts'
import { messages as appraisal } from '../appraisal/messages.ts'
import { messages as ask } from '../ask/messages.ts'
import { messages as basis } from '../basis/messages.ts'
import { messages as file } from '../cases/[caseId]/print/messages.ts'
import { messages as data } from '../data/messages.ts'
import { messages as departments } from '../departments/messages.ts'
import { messages as call } from '../desk/call/messages.ts'
import { messages as caseBasis } from '../desk/case/basis-messages.ts'
import { messages as casework } from '../desk/case/messages.ts'
import { messages as closures } from '../desk/closures/messages.ts'
import { messages as layers } from '../desk/layers/messages.ts'
import { messages as desk } from '../desk/messages.ts'
import { messages as plan } from '../desk/plan/messages.ts'
import { messages as reach } from '../desk/reach/messages.ts'
import { messages as selection } from '../desk/selection/messages.ts'
import { messages as time } from '../desk/time/messages.ts'
import { messages as grids } from '../grids/messages.ts'
import { messages as handover } from '../handover/messages.ts'
import { messages as health } from '../health/messages.ts'
import { messages as inbox } from '../inbox/messages.ts'
import { messages as inspections } from '../inspections/messages.ts'
import { messages as monitor } from '../monitor/messages.ts'
import { messages as outgoing } from '../notices/messages.ts'
import { messages as phone } from '../phone/messages.ts'
import { messages as report } from '../report/messages.ts'
import { messages as robot } from '../robot/messages.ts'
import { messages as rules } from '../rules/messages.ts'
import { messages as studio } from '../studio/messages.ts'
import { messages as text } from '../text/messages.ts'
import { messages as wall } from '../wall/messages.ts'
import type { formats } from './formats.ts'
import type { Locale } from './locale.ts'
import { sharedMessages } from './shared-messages.ts'

/** Every text of the pages, by language; each folder keeps its own and has one line here, or with those that every page has. */
export const messages = {
  zh: {
    ...sharedMessages.zh,
    search: search.zh,
    uploads: uploads.zh,
    outgoing: outgoing.zh,
    inbox: inbox.zh,
    inspections: inspections.zh,
    monitor: monitor.zh,
    handover: handover.zh,
    map: map.zh,
    departments: departments.zh,
    desk: desk.zh,
    plan: plan.zh,
    closures: closures.zh,
    layers: layers.zh,
    time: time.zh,
    reach: reach.zh,
    selection: selection.zh,
    call: call.zh,
    casework: casework.zh,
    caseBasis: caseBasis.zh,
    file: file.zh,
    report: report.zh,
    phone: phone.zh,
    grids: grids.zh,
    health: health.zh,
    ahead: ahead.zh,
    robot: robot.zh,
    appraisal: appraisal.zh,
    rules: rules.zh,
    ask: ask.zh,
    basis: basis.zh,
    studio: studio.zh,
    text: text.zh,
    data: data.zh,
    wall: wall.zh,
  },
  en: {
    ...sharedMessages.en,
    search: search.en,
    uploads: uploads.en,
    outgoing: outgoing.en,
    inbox: inbox.en,
    inspections: inspections.en,
    monitor: monitor.en,
    handover: handover.en,
    map: map.en,
    departments: departments.en,
    desk: desk.en,
    plan: plan.en,
    closures: closures.en,
    layers: layers.en,
    time: time.en,
    reach: reach.en,
    selection: selection.en,
    call: call.en,
    casework: casework.en,
    caseBasis: caseBasis.en,
    file: file.en,
    report: report.en,
    phone: phone.en,
    grids: grids.en,
    health: health.en,
    ahead: ahead.en,
    robot: robot.en,
    appraisal: appraisal.en,
    rules: rules.en,
    ask: ask.en,
    basis: basis.en,
    studio: studio.en,
    text: text.en,
    data: data.en,
    wall: wall.en,
  },
} satisfies Record<Locale, object>

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof messages.zh
    Formats: typeof formats
  }
}
