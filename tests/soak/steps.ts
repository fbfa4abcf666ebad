import type { Step } from './kills.ts'

/** The steps of a request: one when it is sent, one when its reply returns. */
export type Steps = { before?: Step; after?: Step }

/** Steps by statement name. */
export const statementSteps: Record<string, Steps> = {
  acceptMessage: { before: 'before a message is stored', after: 'message stored, caller not told' },
  claimJob: { after: 'claimed, not begun' },
  claimDueJobs: { after: 'claimed, not begun' },
  renewLease: { after: 'lease renewed' },
  settleAttempt: { before: 'answered, end not stored', after: 'end stored, not announced' },
  releaseNext: { before: 'before the next is released' },
  markDispatched: { before: 'before a lost job is sent again' },
}

/** The steps of a statement. `settleAttempt` also settles attempts without an answer, which have no steps. */
export const stepsOfStatement = (name: string, parameters: { includes(text: string): boolean }): Steps =>
  name === 'settleAttempt' && !parameters.includes('completed') ? {} : (statementSteps[name] ?? {})
