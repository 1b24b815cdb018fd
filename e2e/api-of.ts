import type { Page } from 'playwright-core'

/** Calls a query of the API with the page's own session. */
export async function query<T>(page: Page, path: string, input?: unknown): Promise<T> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const response = await page.context().request.get(`/api/trpc/${path}${search}`)
  const body = (await response.json()) as {
    result?: { data: T }
    error?: { data?: { coded?: { code: string } } }
  }
  if (!body.result) throw new Error(`${path}: ${body.error?.data?.coded?.code ?? response.status()}`)
  return body.result.data
}

/** The code with which a query is refused, or undefined where it is answered. */
export async function refusalOf(page: Page, path: string, input?: unknown): Promise<string | undefined> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const response = await page.context().request.get(`/api/trpc/${path}${search}`)
  const body = (await response.json()) as { error?: { data?: { coded?: { code: string } } } }
  return body.error?.data?.coded?.code
}

/** Sends a report by the page's own session, with a source id of its own where none is given. */
export async function sendReport(page: Page, fields: Record<string, unknown>): Promise<{ caseId: number }> {
  const response = await page.context().request.post('/api/reports', {
    data: {
      source_system: 'journey',
      source_id: `${Date.now()}-${Math.random()}`,
      ...fields,
    },
    headers: { origin: new URL(page.url()).origin },
  })
  const body = (await response.json()) as { caseId?: number; error?: unknown }
  if (body.caseId === undefined) throw new Error(`report: ${response.status()} ${JSON.stringify(body)}`)
  return { caseId: body.caseId }
}

/** Calls a change of the API with the page's own session. */
export async function mutate<T>(page: Page, path: string, input: unknown): Promise<T> {
  const response = await page.context().request.post(`/api/trpc/${path}`, {
    data: input,
    headers: { origin: new URL(page.url()).origin },
  })
  const body = (await response.json()) as {
    result?: { data: T }
    error?: { data?: { coded?: { code: string } } }
  }
  if (!body.result) throw new Error(`${path}: ${body.error?.data?.coded?.code ?? response.status()}`)
  return body.result.data
}
