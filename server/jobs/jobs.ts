import type { Job } from './schedule.ts'

/** Everything that repeats. */
export const JOBS: readonly Job[] = []
