import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { type Context, pathParameter } from '#lib/api/methods'
import { env } from '#lib/env'
import { equalInConstantTime } from '#lib/hash'
import { deliver } from '#workers/deliver'

/**
 * The endpoint for Vercel's cron, or any cron that can send a header: runs a scheduled worker for calls with CRON_SECRET.
 * Without CRON_SECRET it denies every call. https://vercel.com/docs/cron-jobs/manage-cron-jobs
 */
export async function runScheduled(request: Request, context: Context): Promise<Response> {
  return handleRequest(request, async () => {
    const { CRON_SECRET } = env()
    const given = request.headers.get('authorization')
    if (!CRON_SECRET || !given || !equalInConstantTime(given, `Bearer ${CRON_SECRET}`))
      throw new ApiError('unauthorized', 'Only a schedule that sends CRON_SECRET may call this.')
    const worker = await pathParameter(context, 'worker')
    const outcome = await deliver(worker, {}, 0)
    // A schedule has no payload, so it cannot start a worker that needs one.
    if (outcome.kind === 'dead') throw new ApiError('not_found', `There is no scheduled worker ${worker}.`)
    return Response.json(outcome)
  })
}
