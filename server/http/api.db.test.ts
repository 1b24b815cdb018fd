import { describeApi } from '../../test/api-suite.ts'
import { freshDatabase } from '../../test/db.ts'

describeApi('native', freshDatabase)
