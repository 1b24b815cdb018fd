import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import type { Answer, AnswerPart, Source } from '../answer.ts'
import type { Lexicon } from '../reading/lexicon.ts'

/** What every way of answering is given. */
export type Asked = {
  readonly services: Services
  readonly lexicon: Lexicon
  /** Whose rows are read. */
  readonly reader: Actor
  /** A resident without a sign-in: public facts alone, and no links to the pages of staff. */
  readonly isPublic: boolean
  readonly timeZone: string
}
/** What a way of answering adds to what was understood. */
export type Answered = Partial<
  Pick<Answer, 'intent' | 'reason' | 'counted' | 'alternatives' | 'areaId' | 'confidence'>
> & {
  readonly parts: readonly AnswerPart[]
  readonly sources: readonly Source[]
}

/** Reads what everybody may read. */
export const PUBLIC_READER: Actor = {
  userId: 'public',
  name: '',
  roles: ['resident'],
  scopeAreaIds: [],
  isWholeCity: false,
  handedTo: null,
  departmentIds: [],
  personId: null,
}

/** Sources as they are mentioned, each once; gives their places in the list. */
export class SourceList {
  readonly all: Source[] = []
  readonly #isPublic: boolean

  constructor({ isPublic }: Pick<Asked, 'isPublic'>) {
    this.#isPublic = isPublic
  }

  add(source: Source): number {
    const at = this.all.findIndex(
      ({ kind, title, href }) =>
        kind === source.kind &&
        title.zh === source.title.zh &&
        href === (this.#isPublic ? null : source.href),
    )
    if (at >= 0) return at
    return this.all.push(this.#isPublic ? { ...source, href: null } : source) - 1
  }
}
