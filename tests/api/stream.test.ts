import { describe, expect, it } from 'vitest'
import { begin, call, chat, cutStreams, jobEnd, modelCalls } from '#tests/support/api'
import { eventNames, textOf } from '#tests/support/event-stream'
import { openEvents } from '#tests/support/events'
import { pieces, script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

describe('POST /api/chat with stream', () => {
  it('sends the events of the job, from accepted to the final job as getJob returns it', async () => {
    const message = `stream this ${newUser()}`
    const stream = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
    expect(stream.status).toBe(200)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    expect(stream.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(stream.headers.get('content-encoding')).toBeNull()
    const events = await stream.rest()
    expect(eventNames(events)).toEqual(['accepted', 'started', 'delta', 'completed'])
    const { jobId } = events[0]!.data
    expect(events[0]).toEqual({
      event: 'accepted',
      id: '0',
      data: { jobId, conversationId: expect.any(Number), status: expect.stringMatching(/queued|running/) },
    })
    expect(events[1]).toEqual({ event: 'started', id: '1.0', data: { attempt: 1, model: 'fake-model' } })
    expect(textOf(events)).toBe(`echo: ${message}`)
    const end = events.at(-1)!
    expect(end.id).toBe('end')
    expect(end.data).toEqual((await call('GET', `/api/jobs/${jobId}`)).body.data)
    expect(stream.raw().startsWith('retry: 1000\n\n')).toBe(true)
    expect(await modelCalls(message)).toMatchObject([
      { stream: true, stream_options: { include_usage: true } },
    ])
    expect(end.data.usage).toEqual({ promptTokens: 10, completionTokens: 5, totalTokens: 15 })
  })

  it('sends the text while the model writes it, with ids that show the position', async () => {
    const message = script(newUser(), { pieces: pieces(8), everyMs: 60, last: 'hang' }, { answer: 'never' })
    const stream = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
    let text = ''
    while (text.length < pieces(8).join('').length) {
      const { event, id, data } = (await stream.next())!
      if (event === 'delta') {
        text += data.text
        expect(id).toBe(`1.${text.length}`)
      }
    }
    expect(text).toBe(pieces(8).join(''))
    const { jobId } = stream.events[0]!.data
    expect((await call('POST', `/api/jobs/${jobId}/cancel`)).status).toBe(200)
    const [end, ...none] = await stream.rest()
    expect(end).toMatchObject({ event: 'cancelled', id: 'end', data: { jobId, status: 'cancelled' } })
    expect(none).toEqual([])
  })

  it('answers an ordinary problem if the message is not accepted', async () => {
    const refused = await chat({ userId: newUser(), message: 'hi', conversationId: 1, stream: true })
    expect(refused).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const invalid = await call('POST', '/api/chat', {
      body: { userId: newUser(), message: '' },
      headers: { accept: 'text/event-stream' },
    })
    expect(invalid).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect((await chat({ message: 'hi', stream: true }, { key: null })).status).toBe(401)
  })

  it('is also requested by Accept, unless Accept allows JSON too', async () => {
    const body = { userId: newUser(), message: 'hi' }
    const stream = await openEvents('/api/chat', { body })
    expect(eventNames(await stream.rest()).at(-1)).toBe('completed')
    const headers = { accept: 'application/json, text/event-stream' }
    const answer = await call('POST', '/api/chat', { body: { ...body, message: 'ho' }, headers })
    expect(answer.body.data.response).toBe('echo: ho')
  })

  it('sends a repeated request the events of the first job', async () => {
    const body = { userId: newUser(), message: 'once', idempotencyKey: 'k' }
    const first = await chat(body)
    const again = await openEvents('/api/chat', { body: { ...body, stream: true } })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const events = await again.rest()
    expect(eventNames(events)).toEqual(['accepted', 'started', 'delta', 'completed'])
    expect(events[0]!.data.jobId).toBe(first.body.data.jobId)
    expect(textOf(events)).toBe('echo: once')
    expect(await modelCalls(body.userId)).toHaveLength(0)
  })

  it('reports each restart, with its reason, and the wait before it', async () => {
    const userId = newUser()
    const message = script(
      userId,
      { pieces: ['gone ', 'gone '], last: 'cut when told' },
      { pieces: ['kept ', 'kept'] },
    )
    const stream = await openEvents('/api/chat', { body: { userId, message, stream: true } })
    while ((await stream.next())?.event !== 'delta');
    await cutStreams(userId)
    await stream.rest()
    const { events } = stream
    expect(eventNames(events)).toEqual([
      'accepted',
      'started',
      'delta',
      'waiting',
      'restarted',
      'delta',
      'completed',
    ])
    expect(events.find(({ event }) => event === 'waiting')!.data).toEqual({
      nextAttemptAt: expect.any(String),
    })
    expect(events.find(({ event }) => event === 'restarted')).toEqual({
      event: 'restarted',
      id: '2.0',
      data: {
        attempt: 2,
        model: 'fake-model',
        reason: { code: 'model_broken_answer', message: expect.any(String) },
      },
    })
    expect(textOf(events)).toBe('kept kept')
    expect(events.at(-1)!.data.response).toBe('kept kept')
  })

  it('ends with failed and the reason when no attempt is left', async () => {
    const message = script(newUser(), { status: 401 })
    const stream = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
    const events = await stream.rest()
    expect(events.at(-1)).toMatchObject({
      event: 'failed',
      id: 'end',
      data: { status: 'failed', error: { code: 'model_unauthorized' } },
    })
  })

  it('waits behind another message of the conversation, and sends an event about it', async () => {
    const userId = newUser()
    const first = await begin({ userId, message: script(userId, { broken: 'hang' }, { answer: 'no' }) })
    const body = { userId, conversationId: first.conversationId, message: 'behind', stream: true }
    const stream = await openEvents('/api/chat', { body })
    const before = [(await stream.next())!, (await stream.next())!]
    await call('POST', `/api/jobs/${first.jobId}/cancel`)
    const events = [...before, ...(await stream.rest())]
    expect(eventNames(events)).toEqual(['accepted', 'waiting', 'started', 'delta', 'completed'])
    expect(events[1]!.data).toMatchObject({ waitsFor: { jobId: first.jobId } })
    expect(textOf(events)).toBe('echo: behind')
  })
})

describe('GET /api/jobs/{id} as events', () => {
  it('streams a job that was created without stream, and one that has ended', async () => {
    const { jobId } = await begin({ userId: newUser(), message: 'plain' })
    const first = await (await openEvents(`/api/jobs/${jobId}`)).rest()
    await jobEnd(jobId)
    const events = await (await openEvents(`/api/jobs/${jobId}`)).rest()
    expect(eventNames(events)).toEqual(['accepted', 'started', 'delta', 'completed'])
    for (const each of [first, events]) {
      expect(textOf(each)).toBe('echo: plain')
      expect(each.at(-1)!.event).toBe('completed')
    }
  })

  it('continues after the last event, by header or parameter, at every offset', async () => {
    const answer = 'one é漢😀 two'
    const { jobId } = await begin({ userId: newUser(), message: script(newUser(), { answer }) })
    await jobEnd(jobId)
    for (let offset = 0; offset <= answer.length; offset++) {
      const headers = { 'last-event-id': `1.${offset}` }
      const events = await (await openEvents(`/api/jobs/${jobId}`, { headers })).rest()
      expect(textOf(events, answer.slice(0, offset))).toBe(answer)
      expect(eventNames(events)).toEqual(offset < answer.length ? ['delta', 'completed'] : ['completed'])
    }
    const events = await (await openEvents(`/api/jobs/${jobId}?after=1.4`)).rest()
    expect(textOf(events, 'one ')).toBe(answer)
    const other = await (await openEvents(`/api/jobs/${jobId}?after=7.4`)).rest()
    expect(eventNames(other)).toEqual(['restarted', 'delta', 'completed'])
    const beyond = await (await openEvents(`/api/jobs/${jobId}?after=1.400`)).rest()
    expect(eventNames(beyond)).toEqual(['restarted', 'delta', 'completed'])
  })

  it('answers 204 after the end, 404 for an unknown job, and 400 for an invalid event id', async () => {
    const { jobId } = await begin({ userId: newUser(), message: 'x' })
    await jobEnd(jobId)
    const headers = { accept: 'text/event-stream' }
    expect((await call('GET', `/api/jobs/${jobId}?after=end`, { headers })).status).toBe(204)
    expect((await call('GET', `/api/jobs/${jobId}?after=what`, { headers })).status).toBe(400)
    const none = `/api/jobs/job_${'0'.repeat(32)}`
    expect((await call('GET', none, { headers })).status).toBe(404)
  })

  it('sends the same text to several readers that connect and disconnect while it is written', async () => {
    const all = pieces(12)
    const message = script(newUser(), { pieces: all, everyMs: 100 })
    const first = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
    const { jobId } = (await first.next())!.data
    const late = openEvents(`/api/jobs/${jobId}`).then((stream) => stream.rest())
    let text = ''
    let last = '0'
    let end: unknown
    for (let i = 0; i < 40 && !end; i++) {
      const stream = await openEvents(`/api/jobs/${jobId}`, { headers: { 'last-event-id': last } })
      for (let n = 0; n < 2 && !end; n++) {
        const event = await stream.next()
        if (!event) break
        last = event.id ?? last
        text = textOf([event], text)
        if (event.event === 'completed') end = event.data
      }
      stream.close()
    }
    expect(text).toBe(all.join(''))
    expect(end).toMatchObject({ response: all.join('') })
    expect(textOf(await late)).toBe(all.join(''))
    expect(textOf(await first.rest())).toBe(all.join(''))
  })
})

describe('a reader that disconnects', () => {
  it('costs the server no more work, even when the same process writes the answer', async () => {
    const message = script(newUser(), { pieces: ['a ', 'b'], everyMs: 60 })
    const stream = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
    const { jobId } = (await stream.next())!.data
    stream.close()
    // A server that is still busy with it would answer none of these.
    expect((await jobEnd(jobId)).body.data.response).toBe('a b')
    for (let i = 0; i < 20; i++) expect((await call('GET', '/openapi.json')).status).toBe(200)
  })
})
