import { Cron } from 'croner'
import type { Dispatcher } from './dispatcher.ts'
import { badRequest, notFound } from './errors.ts'
import type { Call, Reply } from './http.ts'
import { newId } from './ids.ts'
import type { Publisher } from './publisher.ts'
import { checkedQueueName } from './queues.ts'
import { durationHeader, parseSettings } from './settings.ts'
import type { Table } from './store.ts'
import type { Message, Schedule } from './types.ts'
import { settingsView, type View } from './view.ts'

type Parts = { table: Table<Schedule>; publisher: Publisher; dispatcher: Dispatcher; seconds: boolean }

const statesMax = 10

/**
 * Cron schedules that publish their message at each firing. Firings missed while the server was down are not
 * made up for. With `seconds`, six-field expressions (seconds first) are taken too.
 */
export class Schedules {
  readonly #parts: Parts
  readonly #crons = new Map<string, Cron>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Takes up the schedules of an earlier process. */
  resumeAll(): void {
    for (const schedule of this.list()) this.#run(schedule)
  }

  list(): Schedule[] {
    return this.#parts.table.values()
  }

  get(id: string): Schedule | undefined {
    return this.#parts.table.get(id)
  }

  /** Creates the schedule or replaces the one with its id. Throws a 400 on an invalid cron expression. */
  put(schedule: Schedule): void {
    this.#parts.publisher.targets(schedule.destination)
    this.#run(schedule)
    this.#parts.table.set(schedule.scheduleId, schedule)
  }

  setPaused(schedule: Schedule, isPaused: boolean): void {
    this.#parts.table.set(schedule.scheduleId, { ...schedule, isPaused })
  }

  delete(id: string): boolean {
    this.#stop(id)
    return this.#parts.table.delete(id)
  }

  /** Records how a message that a schedule sent has ended. */
  noteFinished(message: Message, delivered: boolean): void {
    const schedule = message.scheduleId === undefined ? undefined : this.get(message.scheduleId)
    if (!schedule?.lastScheduleStates || !(message.messageId in schedule.lastScheduleStates)) return
    const states = { ...schedule.lastScheduleStates }
    states[message.messageId] = delivered ? 'SUCCESS' : 'FAIL'
    this.#parts.table.set(schedule.scheduleId, { ...schedule, lastScheduleStates: states })
  }

  view(schedule: Schedule): View {
    const { delaySeconds, maxRetries, ...rest } = settingsView(schedule)
    const nextScheduleTime = this.#crons.get(schedule.scheduleId)?.nextRun()?.getTime()
    const view: View = { ...rest, retries: maxRetries, nextScheduleTime }
    return delaySeconds === undefined ? view : { ...view, delay: delaySeconds }
  }

  close(): void {
    for (const cron of this.#crons.values()) cron.stop()
    this.#crons.clear()
  }

  #run(schedule: Schedule): void {
    const cron = this.#compile(schedule)
    this.#stop(schedule.scheduleId)
    this.#crons.set(schedule.scheduleId, cron)
    cron.resume()
  }

  #compile({ scheduleId, cron: text }: Schedule): Cron {
    const [, timezone, pattern = ''] = /^(?:CRON_TZ=(\S+)\s+)?(.*)$/.exec(text) ?? []
    const mode = this.#parts.seconds ? '5-or-6-parts' : '5-part'
    try {
      const fire = () => this.#fire(scheduleId)
      const cron = new Cron(pattern, { timezone, mode, unref: true, paused: true }, fire)
      cron.nextRun()
      return cron
    } catch (error) {
      throw badRequest(`invalid cron expression: ${error instanceof Error ? error.message : 'unreadable'}`)
    }
  }

  #stop(id: string): void {
    this.#crons.get(id)?.stop()
    this.#crons.delete(id)
  }

  #fire(id: string): void {
    const schedule = this.get(id)
    if (!schedule || schedule.isPaused) return
    const { scheduleId, cron, destination, delaySeconds = 0, isPaused, ...rest } = schedule
    const { lastScheduleTime, lastScheduleStates, createdAt: _created, ...settings } = rest
    const now = Date.now()
    const sent = this.#parts.publisher.targetsOrNone(destination).map((target): Message => {
      const notBefore = now + delaySeconds * 1000
      return {
        ...settings,
        ...target,
        scheduleId,
        messageId: newId('msg'),
        createdAt: now,
        notBefore,
        retried: 0,
      }
    })
    for (const message of sent) this.#parts.dispatcher.accept(message)
    const states = sent.map((message) => [message.messageId, 'IN_PROGRESS'] as const)
    const known = Object.entries(lastScheduleStates ?? {}).slice(-statesMax)
    this.#parts.table.set(id, {
      ...schedule,
      lastScheduleTime: now,
      lastScheduleStates: Object.fromEntries([...known, ...states]),
    })
    for (const message of sent) this.#parts.dispatcher.start(message.messageId)
  }
}

/** `/v2/schedules`: create or replace, list, get, delete, pause, resume. */
export function schedulesRoute(schedules: Schedules, call: Call): Reply {
  if (call.method === 'POST') return create(schedules, call)
  const [id, action] = call.path
  if (id === undefined) {
    if (call.method !== 'GET') throw notFound('not found')
    return { status: 200, body: schedules.list().map((each) => schedules.view(each)) }
  }
  const schedule = schedules.get(id)
  if (!schedule) throw notFound(`schedule ${id} not found`)
  if (call.method === 'PATCH' && (action === 'pause' || action === 'resume')) {
    schedules.setPaused(schedule, action === 'pause')
    return { status: 200 }
  }
  if (action !== undefined) throw notFound('not found')
  if (call.method === 'GET') return { status: 200, body: schedules.view(schedule) }
  if (call.method !== 'DELETE') throw notFound('not found')
  schedules.delete(id)
  return { status: 200 }
}

function create(schedules: Schedules, call: Call): Reply {
  const { headers } = call
  const cron = headers['upstash-cron']?.trim()
  if (!cron) throw badRequest('Upstash-Cron is required')
  const scheduleId = headers['upstash-schedule-id'] || newId('scd')
  const schedule: Schedule = {
    ...parseSettings(headers, call.body, call.callerIP),
    scheduleId,
    cron,
    destination: call.destination(0),
    createdAt: schedules.get(scheduleId)?.createdAt ?? Date.now(),
    isPaused: schedules.get(scheduleId)?.isPaused ?? false,
  }
  const delayMs = durationHeader(headers, 'upstash-delay')
  if (delayMs !== undefined) schedule.delaySeconds = delayMs / 1000
  const queueName = headers['upstash-queue-name']
  if (queueName) schedule.queueName = checkedQueueName(queueName)
  schedules.put(schedule)
  return { status: 201, body: { scheduleId } }
}
