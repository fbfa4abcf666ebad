import { sha256Hex } from '#lib/hash'
import { kv } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { wrongParameter } from '#lib/openai-api/errors'
import type { Call } from '#lib/openai-api/serve'
import { tunables } from '#lib/tunables'

/**
 * Returns the token of the earlier call that this call repeats, or a new token. A call whose error asked for a retry
 * comes first. If the client marks the call as a retry, the next candidates are a call whose client disconnected, a
 * call that was just answered, and a call that is still running.
 */
const takeToken = `#!lua flags=allow-key-locking
local token = redis.call('LPOP', KEYS[1])
if not token and ARGV[1] == '1' then
  token = redis.call('LPOP', KEYS[2]) or redis.call('LPOP', KEYS[3]) or redis.call('LINDEX', KEYS[4], -1)
end
token = token or ARGV[3]
if ARGV[2] == '1' then
  redis.call('LREM', KEYS[4], 0, token)
  redis.call('LPUSH', KEYS[4], token)
  redis.call('LTRIM', KEYS[4], 0, ARGV[4] - 1)
  redis.call('EXPIRE', KEYS[4], ARGV[5])
end
return token`

/** How a call ended for its client: see `takeToken`. A retry never needs to find a `failed` call. */
type CallEnd = 'again' | 'left' | 'answered' | 'failed'

/** A call that its client may repeat because it did not receive the answer. */
export type RepeatableCall = {
  idempotencyKey: string
  end(how: CallEnd): Promise<void>
  /** It ends before it has stored anything, so a retry may count as a new call, unless an earlier one was stored. */
  reject(): Promise<void>
}

/**
 * Begins a call. Its idempotency key comes from the client or from the earlier call that it repeats, or is new. Equal
 * calls that are not retries stay separate. Without KV every call counts as new.
 */
export async function beginCall(call: Call): Promise<RepeatableCall> {
  const given = call.headers.get('idempotency-key')
  if (given && given.length > tunables.idempotencyKeyCharactersMax)
    throw wrongParameter(
      'Idempotency-Key',
      `Idempotency-Key: At most ${tunables.idempotencyKeyCharactersMax} characters.`,
    )
  if (given) return { idempotencyKey: given, end: async () => {}, reject: async () => {} }
  const retryCount = call.headers.get('x-stainless-retry-count')
  const keys = keysOf(call)
  const isTracked = retryCount !== null
  const fresh = crypto.randomUUID()
  const { callsRememberedMax, callRememberedSeconds } = tunables
  const flags = [Number(retryCount) > 0, isTracked].map((flag) => (flag ? '1' : '0'))
  const taken = await kv()
    .eval<string[], string>(takeToken, keys.all, [
      ...flags,
      fresh,
      `${callsRememberedMax}`,
      `${callRememberedSeconds}`,
    ])
    .catch(withoutKv('openai-api'))
  const token = taken ?? fresh
  const isRepeated = token !== fresh
  const end = (how: CallEnd) => endCall(keys, String(token), how, { isTracked, isRepeated })
  return {
    idempotencyKey: `openai-api:${token}`,
    end,
    // A retry must still find the job of the earlier call.
    reject: () => end(isRepeated ? 'left' : 'failed'),
  }
}

/** The lists of equal calls: the same endpoint, API key, user, conversation, and body, byte for byte. */
function keysOf({ caller, userId, path, headers, sent }: Call) {
  const place = ['x-conversation-key', 'x-openwebui-chat-id'].map((name) => headers.get(name))
  const hash = sha256Hex(JSON.stringify([path, caller.kind, caller.keyId, userId, place, sent]))
  const keyOf = (state: string) => `openai-api:{${hash}}:${state}`
  const [again, left, answered, open] = ['again', 'left', 'answered', 'open'].map(keyOf) as [
    string,
    string,
    string,
    string,
  ]
  return { again, left, answered, open, all: [again, left, answered, open] }
}

async function endCall(
  keys: ReturnType<typeof keysOf>,
  token: string,
  how: CallEnd,
  { isTracked, isRepeated }: { isTracked: boolean; isRepeated: boolean },
): Promise<void> {
  // Only clients that mark their retries can find the other kinds.
  if (!isTracked && how !== 'again') return
  const { callsRememberedMax, callRememberedSeconds, callAnsweredSeconds } = tunables
  const pipeline = kv().pipeline()
  pipeline.lrem(keys.open, 0, token)
  if (how !== 'failed') {
    // A repeated call goes behind calls that were not repeated yet, so the next retry gets a different answer.
    pipeline[isRepeated ? 'rpush' : 'lpush'](keys[how], token)
    pipeline.ltrim(keys[how], 0, callsRememberedMax - 1)
    pipeline.expire(keys[how], how === 'answered' ? callAnsweredSeconds : callRememberedSeconds)
  }
  await pipeline.exec().catch(withoutKv('openai-api'))
}
