import { sql } from '#lib/db/index'

/**
 * Hides a response from now on. True when nothing else is left in its conversation: no other response, no message that
 * came otherwise, and no name by which a caller knows it.
 */
export async function hideResponse(jobId: string): Promise<boolean> {
  const [row] = await sql<{ is_last: boolean }>('hideResponse')`
    with hidden as (
      update jobs set params = jsonb_set(params, '{response,isDeleted}', 'true')
      where id = ${jobId} and params ? 'response'
      returning conversation_id, params->'response' as response)
    select c.session_id is null and c.metadata is null and hidden.response->>'conversation' is null
           and not exists (select from jobs other
                           where other.conversation_id = c.id and other.id <> ${jobId}
                             and other.params->'response'->>'isDeleted' is null) as is_last
    from hidden join conversations c on c.id = hidden.conversation_id`
  return row?.is_last ?? false
}
