import type { BundleRegulation } from '../../../../server/exchange/bundle.ts'
import { local } from './local.ts'
import { national } from './national.ts'
import { regulationOf } from './regulation-source.ts'

export const regulations: readonly BundleRegulation[] = [...national, ...local].map(regulationOf)
