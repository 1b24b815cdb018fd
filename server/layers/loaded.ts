import { type RawBuilder, sql } from 'kysely'

/** For readers whom row-level security does not bind: whether the import that brought a row has loaded. */
export function isLoaded(importId: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(importId)} is null or ${sql.ref(importId)} <> all ((
    select coalesce(array_agg(layer_import_id), '{}') from layer_import where loading_at is not null)::int[]))`
}
