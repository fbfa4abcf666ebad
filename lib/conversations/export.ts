import { create as contentDisposition } from 'content-disposition'
import { operation } from '#lib/api/operation'
import { exportConversationExamples } from '#lib/conversations/examples'
import { findExported } from '#lib/conversations/export-store'
import { headOf, sectionOf } from '#lib/conversations/markdown'
import { noConversation } from '#lib/conversations/operations'
import {
  type ConversationView,
  conversationParams,
  type ExportedMessage,
  exportConversationQuery,
  exportedConversation,
} from '#lib/conversations/schema'
import { findConversation } from '#lib/conversations/store'
import { errorFields, log } from '#lib/log'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/** `GET /api/conversations/{id}/export` */
export const exportConversation = operation({
  id: 'exportConversation',
  method: 'GET',
  path: '/api/conversations/{id}/export',
  summary:
    'Returns a whole conversation as a file: Markdown for reading, or JSON with all messages and items. Over MCP it returns no messages: use listMessages for them.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: conversationParams,
  query: exportConversationQuery,
  responses: { 200: exportedConversation },
  text: 'text/markdown',
  restOnly: ['format'],
  errors: ['not_found'],
  examples: exportConversationExamples,
  gpt: false,
  run: async ({ id, userId, format }) => {
    const conversation = await findConversation(id, userId)
    if (!conversation) throw noConversation(id, userId)
    const { extension, contentType, write } = formats[format]
    const disposition = contentDisposition(fileName(conversation, extension), {
      fallback: `conversation-${id}.${extension}`,
    })
    return {
      status: 200,
      message,
      data: { conversation },
      headers: { 'content-disposition': disposition },
      text: { contentType, body: await bodyOf(write(conversation)) },
    }
  },
})

const message = 'This is the whole conversation.'

const formats = {
  markdown: { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: markdown },
  json: { extension: 'json', contentType: 'application/json', write: json },
}

/** A file name that every file system accepts: the allowed characters of the title, and the id, which makes it unique. */
function fileName({ title, conversationId }: ConversationView, extension: string): string {
  // Control, format and private-use characters could make the name look different.
  const words = (title ?? '').replace(/[\p{C}\p{Z}\s/\\:*?"<>|%]+/gu, ' ').replace(/^[. ]+|[. ]+$/g, '')
  return `${cutText(words, tunables.fileNameCharactersMax) || 'Conversation'} (${conversationId}).${extension}`
}

async function* markdown(conversation: ConversationView): AsyncGenerator<string> {
  yield headOf(conversation)
  for await (const messages of pagesOf(conversation)) yield messages.map(sectionOf).join('')
}

/** The usual JSON reply, with all messages. */
async function* json(conversation: ConversationView): AsyncGenerator<string> {
  const head = JSON.stringify({ success: true, message, data: { conversation } })
  yield `${head.slice(0, -2)},"messages":[`
  let separator = ''
  for await (const messages of pagesOf(conversation)) {
    yield separator + messages.map((each) => JSON.stringify(each)).join(',')
    separator = ','
  }
  yield ']}}'
}

/** All messages, page by page. Throws if the conversation is deleted meanwhile. */
async function* pagesOf({ conversationId, userId }: ConversationView): AsyncGenerator<ExportedMessage[]> {
  let place = { turn: -1, id: 0 }
  for (;;) {
    const page = await findExported(conversationId, place)
    if (!page) break
    yield page.messages
    place = page.last
  }
  if (!(await findConversation(conversationId, userId))) throw noConversation(conversationId, userId)
}

/**
 * A short export is read completely before the response starts, so a failure becomes a normal error. A long one is made
 * while the receiver reads it.
 */
async function bodyOf(texts: AsyncGenerator<string>): Promise<string | ReadableStream<Uint8Array>> {
  let head = ''
  while (head.length < tunables.exportBytes) {
    const { done, value } = await texts.next()
    if (done) return head
    head += value
  }
  return streamOf(head, texts)
}

/** Texts as bytes. A failure breaks the connection, so the receiver cannot mistake a part for the whole. */
function streamOf(head: string, texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(head)),
      pull: async (controller) => {
        try {
          const { done, value } = await texts.next()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        } catch (error) {
          log('error', 'export.failed', errorFields(error))
          controller.error(error)
        }
      },
      cancel: async () => void (await texts.return(undefined)),
    },
    // Do not read ahead of the receiver.
    { highWaterMark: 0 },
  )
}
