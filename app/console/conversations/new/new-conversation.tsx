'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import type { StartedJob } from '../../data/send-message.ts'
import { useText } from '../../frame/text.tsx'
import { Title } from '../../parts/title.tsx'
import { Composer } from '../composer.tsx'

/** The form for the first message of a conversation. The URL may contain the user. */
export function NewConversation() {
  const { t } = useText()
  const router = useRouter()
  const client = useQueryClient()
  const userId = useSearchParams().get('userId') ?? ''
  async function goThere({ conversationId }: StartedJob) {
    router.push(`/console/conversations/${conversationId}`)
    await client.invalidateQueries()
  }
  return (
    <>
      <Title>{t('composer.new')}</Title>
      <Composer userId={userId} onBegun={goThere} />
    </>
  )
}
