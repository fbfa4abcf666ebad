import { sql } from '#lib/db/index'

/**
 * Marks a response as deleted. Returns true when its conversation can be deleted: it has no other response or message,
 * and no caller has named it.
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
