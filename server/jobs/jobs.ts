import { runDetectors } from '../ahead/run-detectors.ts'
import { putDueInForce } from '../basis/limits/publish-limits.ts'
import { forgetAnswers } from '../cases/forget-answers.ts'
import { scanClocks } from '../cases/scan-clocks.ts'
import { scanEscalations } from '../cases/work/scan-escalations.ts'
import { scanPauses } from '../cases/work/scan-pauses.ts'
import { computeIndices } from '../indices/compute-indices.ts'
import { removeDeadImports } from '../layers/import-run.ts'
import { escalateUnread } from '../notices/escalate-unread.ts'
import { sendDeliveries } from '../notices/send-deliveries.ts'
import { learnCalibration } from '../robot/learn-calibration.ts'
import { lowerAuthority } from '../robot/lower-authority.ts'
import { watchFeeds } from '../shifts/watch-feeds.ts'
import { publishDue } from '../studio/decide-draft.ts'
import { sweepUploads } from '../uploads/sweep-uploads.ts'
import type { Job } from './schedule.ts'

/** Everything that repeats. */
export const JOBS: readonly Job[] = [
  {
    name: 'cases.scan_clocks',
    everySeconds: 15,
    leaseSeconds: 60,
    async run(services) {
      await scanClocks(services)
    },
  },
  {
    name: 'cases.scan_escalations',
    everySeconds: 30,
    leaseSeconds: 120,
    async run(services) {
      await scanPauses(services)
      await scanEscalations(services)
    },
  },
  { name: 'cases.forget_answers', everySeconds: 3600, leaseSeconds: 300, run: forgetAnswers },
  { name: 'uploads.sweep', everySeconds: 3600, leaseSeconds: 300, lane: 'uploads', run: sweepUploads },
  { name: 'notices.send', everySeconds: 5, leaseSeconds: 300, run: sendDeliveries },
  { name: 'notices.escalate', everySeconds: 60, leaseSeconds: 120, run: escalateUnread },
  { name: 'shifts.watch_feeds', everySeconds: 60, leaseSeconds: 60, run: watchFeeds },
  { name: 'imports.clean', everySeconds: 60, leaseSeconds: 300, run: removeDeadImports },
  { name: 'grids.publish', everySeconds: 15, leaseSeconds: 120, run: publishDue },
  { name: 'basis.limits', everySeconds: 15, leaseSeconds: 120, run: putDueInForce },
  { name: 'robot.lower', everySeconds: 300, leaseSeconds: 120, run: lowerAuthority },
  { name: 'robot.calibrate', everySeconds: 3600, leaseSeconds: 300, run: learnCalibration },
  {
    name: 'ahead.detect',
    everySeconds: 6 * 3600,
    leaseSeconds: 600,
    lane: 'ahead',
    async run(services) {
      await runDetectors(services)
    },
  },
  { name: 'indices.compute', everySeconds: 300, leaseSeconds: 120, lane: 'indices', run: computeIndices },
]
