'use client'

import { useText } from '../frame/text.tsx'
import { Title } from '../parts/title.tsx'
import { CreateEndpoint } from './create-endpoint.tsx'
import { Deliveries } from './deliveries.tsx'
import { Endpoints } from './endpoints.tsx'
import { useWebhookRights } from './rights.ts'
import { Subscriptions } from './subscriptions.tsx'

/** The webhook endpoints, the subscriptions of MCP clients, and what was sent to them and to the callback URLs of chats. */
export function Webhooks() {
  const { t } = useText()
  const { canManage } = useWebhookRights()
  return (
    <>
      <Title actions={canManage && <CreateEndpoint />}>{t('webhooks.title')}</Title>
      <Endpoints />
      <Subscriptions />
      <Deliveries />
    </>
  )
}
