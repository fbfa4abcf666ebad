import { Cron } from 'croner'
import type { Dispatcher } from './dispatcher.ts'
import { badRequest, notFound } from './errors.ts'
import type { Call, Reply } from './http.ts'
import { newId } from './ids.ts'
import { checkedUrl, parseSettings } from './settings.ts'
import type { Table } from './store.ts'
import type { Message, Schedule } from './types.ts'

type Parts = { table: Table<Schedule>; dispatcher: Dispatcher; withSeconds: boolean }

/**
 * Cron schedules that publish their message at each firing. Firings missed while the server was down are skipped.
 * `withSeconds` also accepts six-field expressions, seconds first.
 */
export class Schedules {
  readonly #parts: Parts
  readonly #crons = new Map<string, Cron>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resumes the schedules of an earlier process. */
  resumeAll(): void {
    for (const schedule of this.list()) this.#run(schedule)
  }

  list(): Schedule[] {
    return this.#parts.table.values()
  }

  get(id: string): Schedule | undefined {
    return this.#parts.table.get(id)
  }

  /** Creates the schedule, or replaces the schedule with the same id. Throws a 400 on an invalid cron expression. */
  put(schedule: Schedule): void {
    this.#run(schedule)
    this.#parts.table.set(schedule.scheduleId, schedule)
  }

  close(): void {
    for (const cron of this.#crons.values()) cron.stop()
  }

  #run(schedule: Schedule): void {
    const cron = this.#compile(schedule)
    this.#crons.get(schedule.scheduleId)?.stop()
    this.#crons.set(schedule.scheduleId, cron)
    cron.resume()
  }

  #compile(schedule: Schedule): Cron {
    const mode = this.#parts.withSeconds ? '5-or-6-parts' : '5-part'
    try {
      const options = { timezone: 'UTC', mode, unref: true, paused: true } as const
      const cron = new Cron(schedule.cron, options, () => this.#fire(schedule))
      cron.nextRun()
      return cron
    } catch (error) {
      throw badRequest(`invalid cron expression: ${error instanceof Error ? error.message : 'unreadable'}`)
    }
  }

  #fire({ cron: _, destination, createdAt: __, ...settings }: Schedule): void {
    const now = Date.now()
    const message: Message = {
      ...settings,
      url: destination,
      messageId: newId('msg'),
      createdAt: now,
      notBefore: now,
      retried: 0,
    }
    this.#parts.dispatcher.accept(message)
    this.#parts.dispatcher.start(message.messageId)
  }
}

/** `POST /v2/schedules/{url}` creates or replaces a schedule; `GET /v2/schedules` lists them. */
export function schedulesRoute(schedules: Schedules, { method, destination, headers, body }: Call): Reply {
  if (method === 'GET' && destination === '') return { status: 200, body: schedules.list() }
  if (method !== 'POST') throw notFound('not found')
  const cron = headers['upstash-cron']?.trim()
  if (!cron) throw badRequest('Upstash-Cron is required')
  const scheduleId = headers['upstash-schedule-id'] || newId('scd')
  schedules.put({
    ...parseSettings(headers, body),
    scheduleId,
    cron,
    destination: checkedUrl(destination),
    createdAt: schedules.get(scheduleId)?.createdAt ?? Date.now(),
  })
  return { status: 201, body: { scheduleId } }
}
