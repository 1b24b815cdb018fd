/** Why it does not start, in a sentence for the operator, who can mend it. */
export class StartError extends Error {
  override readonly name: string = 'StartError'
}
