import type { Step } from './kills.ts'

/** The steps that a request stands for: one when it is made, one when its reply is on the way back. */
export type Steps = { before?: Step; after?: Step }

/** By the name that a statement carries. */
export const statementSteps: Record<string, Steps> = {
  acceptMessage: { before: 'before a message is stored', after: 'message stored, caller not told' },
  claimJob: { after: 'claimed, not begun' },
  claimDueJobs: { after: 'claimed, not begun' },
  renewLease: { after: 'lease renewed' },
  settleAttempt: { before: 'answered, end not stored', after: 'end stored, not announced' },
  releaseNext: { before: 'before the next is released' },
  markDispatched: { before: 'before a lost job is sent again' },
}
