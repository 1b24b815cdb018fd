import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { startNativePostgis } from '../server/db/native-postgis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the cluster's `postgres` database. */
    postgisUrl: string
  }
}

const TEMPLATE = 'tongguan_template'

/** Starts one PostGIS cluster for this run, with a migrated template database that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startNativePostgis()
  try {
    const admin = createDb(cluster.urlOf('postgres'))
    await sql`create database ${sql.id(TEMPLATE)}`.execute(admin)
    await admin.destroy()
    const template = createDb(cluster.urlOf(TEMPLATE))
    await migrate(template)
    await template.destroy()
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('postgisUrl', cluster.urlOf('postgres'))
  return cluster.stop
}
