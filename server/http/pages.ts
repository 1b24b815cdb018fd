import { existsSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '../start-error.ts'
import type { Route } from './route.ts'

export type Pages = { readonly route: Route; readonly close: () => Promise<void> }

/** @throws StartError when there are no built pages in the folder's `.next` */
export function requireBuild(root: string): void {
  const folder = path.join(root, '.next')
  if (existsSync(path.join(folder, 'BUILD_ID'))) return
  throw new StartError(`There is no build of the pages in ${folder}: run npm start, or next build.`)
}

/**
 * The pages, answered by Next after every other route.
 *
 * @param root the folder that holds `.next`
 */
export async function startPages(root: string): Promise<Pages> {
  const { default: next } = await import('next')
  const pages = next({ dev: false, dir: root })
  await pages.prepare()
  const handle = pages.getRequestHandler()
  return {
    route: {
      method: 'ANY',
      path: '/*',
      permission: 'pages.read',
      isForNobody: true,
      handle: ({ req, res }) => handle(req, res),
    },
    close: () => pages.close(),
  }
}
