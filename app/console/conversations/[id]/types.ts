import type { DataOf } from '../../data/api.ts'

export type Conversation = DataOf<'/api/conversations/{id}'>
export type Message = DataOf<'/api/conversations/{id}/messages'>['messages'][number]
export type Item = NonNullable<Message['items']>[number]
export type Job = DataOf<'/api/jobs'>['jobs'][number]
export type Attempt = DataOf<'/api/jobs/{id}/attempts'>['attempts'][number]
