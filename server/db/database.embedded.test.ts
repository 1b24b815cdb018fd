import { afterAll, beforeAll, describe } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { describeEventLog } from '../events/event-log.suite.ts'
import { describeDatabase } from './database.suite.ts'

let database: TestEmbedded
beforeAll(async () => {
  database = await freshEmbedded()
})
afterAll(() => database.drop())

describe('tables, roles, scope', () => describeDatabase(() => database))
describe('event log', () => describeEventLog(() => ({ db: database.db, isEmbedded: true })))
