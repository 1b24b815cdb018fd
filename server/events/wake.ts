type Waker = () => void

const sequencers = new Set<Waker>()
const followers = new Set<Waker>()

/** Something was committed in this process that wants a position. */
export function wakeSequencers(): void {
  for (const wake of sequencers) wake()
}

/** Something got its position. */
export function wakeFollowers(): void {
  for (const wake of followers) wake()
}

export function onSequencerWake(wake: Waker): () => void {
  sequencers.add(wake)
  return () => sequencers.delete(wake)
}

export function onFollowerWake(wake: Waker): () => void {
  followers.add(wake)
  return () => followers.delete(wake)
}
