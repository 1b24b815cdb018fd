import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../../test/embedded.ts'

let embedded: TestEmbedded
beforeAll(async () => {
  embedded = await freshEmbedded({ idleInTransactionLimitMs: 1000, statementLimitMs: 3000 })
})
afterAll(() => embedded.drop())

async function client(): Promise<pg.Client> {
  const client = new pg.Client(embedded.url)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** A small generator of our own, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

test('20 clients, mixed sizes, transactions, abandoned clients: 0 wrong of 10,000 answers', async () => {
  await embedded.db.schema.createTable('stress').addColumn('id', 'text').addColumn('n', 'integer').execute()
  let answers = 0
  let abandoned = 0
  const wrong: string[] = []
  const kept: string[] = []
  const expectSame = (got: unknown, wanted: unknown) => {
    answers += 1
    if (got !== wanted) wrong.push(`${String(got).slice(0, 60)} instead of ${String(wanted).slice(0, 60)}`)
  }
  const workers = Array.from({ length: 20 }, async (_, worker) => {
    const random = randomFrom(worker + 1)
    let own = await client()
    for (let n = 0; answers < 10_000; n++) {
      const id = `${worker}-${n}`
      const kind = random()
      if (kind < 0.6) {
        const filler = 'x'.repeat(Math.floor(random() ** 4 * 60_000))
        const numbers = Array.from({ length: Math.floor(random() * 40) }, (_, i) => i)
        const { rows } = await own.query(
          'select $1::text as id, length($2::text) as size, cardinality($3::int[]) as many, $4::float8 as value',
          [id, filler, numbers, worker + 0.5],
        )
        expectSame(
          JSON.stringify(rows[0]),
          JSON.stringify({ id, size: filler.length, many: numbers.length, value: worker + 0.5 }),
        )
      } else if (kind < 0.7) {
        const many = Math.floor(random() * 300)
        const { rows } = await own.query('select $1::text || i as id from generate_series(1, $2::int) i', [
          id,
          many,
        ])
        expectSame(rows.at(-1)?.id, many === 0 ? undefined : `${id}${many}`)
        expectSame(rows.length, many)
      } else if (kind < 0.75) {
        const code = await own.query('select 1 / $1::int', [0]).catch((error: { code: string }) => error.code)
        expectSame(code, '22012')
      } else if (kind < 0.92) {
        const mustFail = random() < 0.3
        await own.query('begin')
        await own.query(
          "select set_config('role', 'tongguan_app', true), set_config('tongguan.user_id', $1, true)",
          [id],
        )
        const { rows } = await own.query(
          "select current_user::text as role, current_setting('tongguan.user_id') as id",
        )
        expectSame(`${rows[0].role} ${rows[0].id}`, `tongguan_app ${id}`)
        await own.query('reset role')
        await own.query('insert into stress values ($1, $2)', [id, n])
        if (mustFail) await own.query('select no_such_column').catch(() => {})
        await own.query('commit')
        const back = await own.query('select current_user::text as role')
        expectSame(back.rows[0].role, 'postgres')
        if (!mustFail) kept.push(id)
      } else {
        // Leaves inside a transaction, without a word.
        await own.query('begin')
        await own.query('insert into stress values ($1, $2)', [`abandoned ${id}`, n])
        const { stream } = (own as unknown as { connection: { stream: { destroy(): void } } }).connection
        stream.destroy()
        abandoned += 1
        own = await client()
      }
    }
    await own.end()
  })
  await Promise.all(workers)
  expect(wrong).toEqual([])
  expect(answers).toBeGreaterThanOrEqual(10_000)
  expect(abandoned).toBeGreaterThan(100)
  const { rows } = await sql<{ id: string }>`select id from stress`.execute(embedded.db)
  expect(rows.map(({ id }) => id).sort()).toEqual(kept.sort())
})

test('refuses what the one session cannot do, and goes on', async () => {
  const own = await client()
  await expect(own.query('copy stress from stdin')).rejects.toMatchObject({
    code: '0A000',
    message: expect.stringContaining('COPY FROM STDIN is not available'),
  })
  await expect(own.query({ name: 's1', text: 'select $1::int', values: [1] })).rejects.toMatchObject({
    code: '0A000',
    message: expect.stringContaining('Named statements'),
  })
  await own.query('begin')
  await expect(own.query('listen x')).rejects.toMatchObject({ code: '0A000' })
  await expect(own.query('select 1')).rejects.toMatchObject({ code: '25P02' })
  await own.query('rollback')
  expect((await own.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await own.end()
})

test('cuts off a client that sits in a transaction, so that the others go on', async () => {
  const idle = await client()
  await idle.query('begin')
  await idle.query("insert into stress values ('idle', 1)")
  const other = await client()
  const startedAt = performance.now()
  const { rows } = await other.query("select count(*)::int as n from stress where id = 'idle'")
  expect(performance.now() - startedAt).toBeGreaterThan(900)
  expect(rows).toEqual([{ n: 0 }])
  await expect(idle.query('select 1')).rejects.toThrow()
  await other.end()
})

test('survives garbage on its socket', async () => {
  const path = `${decodeURIComponent(new URL(embedded.url).searchParams.get('host') ?? '')}/.s.PGSQL.5432`
  for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64), Buffer.from([0, 0, 0, 2])]) {
    const socket = connect(path)
    socket.on('error', () => {})
    socket.end(bytes)
    await once(socket, 'close')
  }
  const own = await client()
  expect((await own.query('select 2 as two')).rows).toEqual([{ two: 2 }])
  await own.end()
})

test('ends a statement that runs away, and is back by itself', async () => {
  const restarted = new Promise<void>((resolve) => embedded.embedded.onRestart(resolve))
  const own = await client()
  await expect(own.query('select count(*) from generate_series(1, 100000000000)')).rejects.toThrow()
  await restarted
  const { rows } = await sql<{ n: number }>`select count(*) as n from stress`.execute(embedded.db)
  expect(rows[0]?.n).toBeGreaterThan(100)
})
