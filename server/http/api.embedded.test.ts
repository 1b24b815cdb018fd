import { describeApi } from '../../test/api-suite.ts'
import { freshEmbedded } from '../../test/embedded.ts'

describeApi('embedded', freshEmbedded)
