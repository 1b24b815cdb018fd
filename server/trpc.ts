import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { CodedError, codedErrorOf, type PublicError, publicErrorOf, TRPC_CODE } from './errors.ts'
import type { Actor } from './identity/actor.ts'
import { authorize } from './identity/authorize.ts'
import type { OpenPermission, Permission } from './identity/permissions.ts'
import type { Services } from './services.ts'

export type Context = {
  readonly services: Services
  /** Null where nobody is signed in. */
  readonly actor: Actor | null
  readonly requestId: string
}

const t = initTRPC
  .context<Context>()
  .meta<{ permission: Permission }>()
  .create({
    errorFormatter({ shape, error }) {
      const coded = codedOf(error)
      return {
        ...shape,
        message: coded.message,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, coded },
      }
    },
    defaultMeta: undefined,
  })

export const router = t.router

type ActorFor<P extends Permission> = P extends OpenPermission ? Actor | null : Actor

/**
 * The only way to make a procedure: it declares its permission, which is checked before its input is parsed.
 *
 * @example declared('cases.read').input(schema).query(({ ctx, input }) => getCase(ctx.services, ctx.actor, input))
 */
export function declared<P extends Permission>(permission: P) {
  return t.procedure.meta({ permission }).use(async ({ ctx, next }) => {
    try {
      authorize(ctx.actor, permission)
    } catch (error) {
      throw asTrpcError(error) ?? error
    }
    const result = await next({ ctx: { actor: ctx.actor as ActorFor<P> } })
    const coded = result.ok ? undefined : asTrpcError(result.error.cause)
    if (coded) throw coded
    return result
  })
}

/** With its own status, where it is an expected failure. */
function asTrpcError(error: unknown): TRPCError | undefined {
  const cause = codedErrorOf(error)
  return cause && new TRPCError({ code: TRPC_CODE[cause.kind], message: cause.message, cause })
}

function codedOf(error: TRPCError): PublicError {
  const { cause } = error
  if (cause instanceof CodedError) return publicErrorOf(cause)
  if (error.code === 'BAD_REQUEST' && cause instanceof ZodError) {
    const issue = cause.issues[0]
    return {
      code: 'BAD_INPUT',
      message: issue ? issue.message : 'The input does not fit',
      messageZh: '输入不符合要求',
      ...(issue && { field: issue.path.join('.') }),
    }
  }
  if (error.code === 'INTERNAL_SERVER_ERROR') return publicErrorOf(error)
  return { code: error.code, message: error.message, messageZh: '请求无法处理' }
}
