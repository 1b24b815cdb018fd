/** How instants are written, by the name that `format.dateTime` is given. */
export const formats = {
  dateTime: {
    /** 11/9 */
    day: { month: 'numeric', day: 'numeric' },
    /** 2026/11/9 */
    dayOfYear: { year: 'numeric', month: 'numeric', day: 'numeric' },
    /** 16:30 */
    clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    /** 16:30:05 */
    clockSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    /** 11/9 16:30 */
    moment: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    /** 11/9 16:30:05 */
    momentSeconds: {
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    },
    /** 2026/11/9 16:30 */
    momentOfYear: {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  },
} as const
