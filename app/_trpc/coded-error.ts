import type { Locale } from '../_i18n/locale.ts'

export type ClientError = {
  /** `UNREACHABLE` where no answer came at all. */
  readonly code: string
  readonly message: string
  readonly messageZh: string
  readonly field?: string
  /** Whether trying again may help. */
  readonly isTransient: boolean
}

type Shape = { data?: { httpStatus?: number; coded?: Partial<ClientError> } | null }

/** What the server said went wrong, in both languages; an answer that never came is `UNREACHABLE`. */
export function codedErrorOf(error: unknown): ClientError {
  const data = error instanceof Error ? (error as Error & Shape).data : undefined
  const coded = data?.coded
  if (coded?.code) {
    return {
      code: coded.code,
      message: coded.message ?? coded.code,
      messageZh: coded.messageZh ?? coded.message ?? coded.code,
      ...(coded.field && { field: coded.field }),
      isTransient: (data?.httpStatus ?? 0) >= 502,
    }
  }
  return {
    code: 'UNREACHABLE',
    message: 'The server cannot be reached. Check the network and try again',
    messageZh: '连不上服务器，请检查网络后重试',
    isTransient: true,
  }
}

export function errorTextOf(error: unknown, locale: Locale): string {
  const coded = codedErrorOf(error)
  return locale === 'zh' ? coded.messageZh : coded.message
}
