import { CodedError } from '../errors.ts'
import type { Actor } from './actor.ts'
import { holds, type Permission } from './permissions.ts'

/** The one place where a role is asked for: throws unless the actor holds the permission. */
export function authorize(actor: Actor | null, permission: Permission): void {
  if (holds(actor?.roles ?? null, permission)) return
  if (!actor) throw new CodedError('unauthenticated', 'SIGN_IN_NEEDED', '请先登录', 'Sign in first')
  throw new CodedError('forbidden', 'FORBIDDEN', '您的岗位无此权限', 'Your post does not allow this', {
    expected: permission,
  })
}
