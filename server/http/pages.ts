import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Route } from './route.ts'

export type Pages = { readonly route: Route; readonly close: () => Promise<void> }

/**
 * The pages, answered by Next after every other route.
 *
 * @param root the folder that holds `.next`
 * @throws when there is no build
 */
export async function startPages(root: string): Promise<Pages> {
  if (!existsSync(path.join(root, '.next', 'BUILD_ID'))) {
    throw new Error(
      `There is no build of the pages in ${path.join(root, '.next')}: run npm start, or next build.`,
    )
  }
  const { default: next } = await import('next')
  const pages = next({ dev: false, dir: root })
  await pages.prepare()
  const handle = pages.getRequestHandler()
  return {
    route: {
      method: 'ANY',
      path: '/*',
      permission: 'pages.read',
      handle: ({ req, res }) => handle(req, res),
    },
    close: () => pages.close(),
  }
}
