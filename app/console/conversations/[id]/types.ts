import type { AnswerOf } from '../../data/api.ts'

export type Conversation = AnswerOf<'/api/conversations/{id}'>
export type Message = AnswerOf<'/api/conversations/{id}/messages'>['messages'][number]
export type Item = NonNullable<Message['items']>[number]
export type Job = AnswerOf<'/api/jobs'>['jobs'][number]
export type Attempt = AnswerOf<'/api/jobs/{id}/attempts'>['attempts'][number]
