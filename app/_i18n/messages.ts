import { messages as map } from '../_map/messages.ts'
import { messages as shell } from '../_ui/shell-messages.ts'
import { messages as call } from '../desk/call/messages.ts'
import { messages as casework } from '../desk/case/messages.ts'
import { messages as desk } from '../desk/messages.ts'
import { messages as grids } from '../grids/messages.ts'
import { messages as health } from '../health/messages.ts'
import { messages as report } from '../report/messages.ts'
import { messages as wall } from '../wall/messages.ts'
import type { Locale } from './locale.ts'
import { messages as vocabulary } from './vocabulary.ts'

/** Every text of the pages, by language; each folder keeps its own and has one line here. */
export const messages = {
  zh: {
    shell: shell.zh,
    vocabulary: vocabulary.zh,
    map: map.zh,
    desk: desk.zh,
    call: call.zh,
    casework: casework.zh,
    report: report.zh,
    grids: grids.zh,
    health: health.zh,
    wall: wall.zh,
  },
  en: {
    shell: shell.en,
    vocabulary: vocabulary.en,
    map: map.en,
    desk: desk.en,
    call: call.en,
    casework: casework.en,
    report: report.en,
    grids: grids.en,
    health: health.en,
    wall: wall.en,
  },
} satisfies Record<Locale, object>

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof messages.zh
  }
}
