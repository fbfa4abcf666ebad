import { access } from '#lib/tunables/access'
import { data } from '#lib/tunables/data'
import { jobs } from '#lib/tunables/jobs'
import { models } from '#lib/tunables/models'
import { queue } from '#lib/tunables/queue'
import { replies } from '#lib/tunables/replies'
import { requests } from '#lib/tunables/requests'
import { server } from '#lib/tunables/server'
import { services } from '#lib/tunables/services'
import { webhooks } from '#lib/tunables/webhooks'

/**
 * The numbers that control the system's behaviour under load and failure, by subject, with their units in their names.
 * No name is in two subjects.
 */
export const tunables = {
  ...access,
  ...data,
  ...jobs,
  ...models,
  ...queue,
  ...replies,
  ...requests,
  ...server,
  ...services,
  ...webhooks,
}
