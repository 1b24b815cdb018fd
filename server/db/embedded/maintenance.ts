import pg from 'pg'

const EVERY_MS = 60_000

/** One table a round, the one with most dead or never counted rows; sparing, as everybody waits for it. */
const WORST_TABLE = `
  select quote_ident(relname) as name from pg_stat_user_tables
  where schemaname = 'public'
    and (n_dead_tup > 500 + n_live_tup / 5 or n_mod_since_analyze > 500 + n_live_tup / 10)
  order by greatest(n_dead_tup, n_mod_since_analyze) desc limit 1`

/** Does what autovacuum and the checkpointer do elsewhere: the embedded database has no background processes. */
export function startMaintenance(url: string): { readonly stop: () => Promise<void> } {
  let round: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    // A database that is away right now is maintained in the next round.
    round = round.then(() => maintain(url)).catch(() => {})
  }, EVERY_MS)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return round
    },
  }
}

async function maintain(url: string): Promise<void> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(WORST_TABLE)
    if (!rows[0]) return
    await client.query(`vacuum (analyze) ${rows[0].name}`)
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
