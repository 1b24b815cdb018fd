import { isDatabaseAway } from './db/is-database-away.ts'

/** What went wrong, as the caller has to handle it; each maps to one HTTP status and one tRPC code. */
export type ErrorKind =
  | 'bad_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unavailable'

export type ErrorDetail = {
  /** Which input is meant. */
  readonly field?: string
  /** What it should have been. */
  readonly expected?: string
}

/**
 * An expected failure with a code of its domain. Each domain names its own codes where it throws them;
 * anything else that is thrown is a fault of ours and leaves the server only as `INTERNAL`.
 *
 * @example throw new CodedError('conflict', 'CONFLICT_VERSION', '案件已被他人更新', 'Somebody else changed the case')
 */
export class CodedError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly messageZh: string
  readonly detail: ErrorDetail

  constructor(kind: ErrorKind, code: string, messageZh: string, message: string, detail: ErrorDetail = {}) {
    super(message)
    this.name = 'CodedError'
    this.kind = kind
    this.code = code
    this.messageZh = messageZh
    this.detail = detail
  }
}

/** Expected failures as they are, a database that is away for a moment as one; undefined for a fault of ours. */
export function codedErrorOf(error: unknown): CodedError | undefined {
  if (error instanceof CodedError) return error
  if (hasSqlState(error, CHARACTER_NOT_IN_REPERTOIRE))
    return new CodedError(
      'bad_input',
      'BAD_TEXT',
      '文本含有无法保存的字符',
      'A text has a character that cannot be kept',
      {
        expected: 'text without NUL',
      },
    )
  if (hasSqlState(error, NUMERIC_OUT_OF_RANGE))
    return new CodedError('bad_input', 'BAD_NUMBER', '数字超出范围', 'A number is out of range', {
      expected: 'an id or number that there can be',
    })
  if (!isDatabaseAway(error)) return undefined
  return new CodedError(
    'unavailable',
    'DATABASE_AWAY',
    '数据库暂时没有响应，请稍后再试',
    'The database does not answer at the moment; try again soon',
  )
}

/** A NUL that somebody sent. */
const CHARACTER_NOT_IN_REPERTOIRE = '22021'
/** An id larger than ids are. */
const NUMERIC_OUT_OF_RANGE = '22003'

function hasSqlState(error: unknown, state: string): boolean {
  return error instanceof Error && 'code' in error && error.code === state
}

/** An error as it leaves the server: coded, in both languages, never with a stack. */
export type PublicError = {
  readonly code: string
  readonly message: string
  readonly messageZh: string
  readonly field?: string
  readonly expected?: string
}

export function publicErrorOf(error: unknown): PublicError {
  const coded = codedErrorOf(error)
  if (coded) return { code: coded.code, message: coded.message, messageZh: coded.messageZh, ...coded.detail }
  return {
    code: 'INTERNAL',
    message: 'Something went wrong on the server; it has been logged',
    messageZh: '服务器出错，已记录',
  }
}

export const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
}

export const TRPC_CODE = {
  bad_input: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  too_many: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorKind, string>
