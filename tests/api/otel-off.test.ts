import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { startCollector } from '#tests/support/collector'
import { newFolder } from '#tests/support/folder'
import { killWorkerProcesses, startWorkerProcess } from '#tests/support/worker-process'

// Each process takes seconds to start, and minutes on a busy machine.
vi.setConfig({ testTimeout: 600_000 })
afterEach(killWorkerProcesses)

const listModules = fileURLToPath(new URL('../support/list-modules.ts', import.meta.url))

/** The OpenTelemetry packages that a process has loaded, except the API package, which does nothing by itself. */
async function loadedIn(vars: Record<string, string>): Promise<string[]> {
  const file = join(await newFolder(), 'modules')
  const { QUEUE: _, ...own } = inject('appVars')
  const worker = await startWorkerProcess({
    ...own,
    ...vars,
    MODULES_FILE: file,
    NODE_OPTIONS: `--import=${listModules}`,
  })
  expect(await worker.end('SIGTERM')).toBe(0)
  const modules = (await readFile(file, 'utf8')).split('\n')
  const packages = modules.flatMap(
    (path) => /.*node_modules\/(@opentelemetry\/[^/]+|prom-client)\//.exec(path)?.[1] ?? [],
  )
  return [...new Set(packages)].filter((name) => name !== '@opentelemetry/api').toSorted()
}

it('loads nothing of OpenTelemetry when it is not configured or is disabled', async () => {
  const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }
  const none = { OTEL_TRACES_EXPORTER: 'none', OTEL_SERVICE_NAME: 'x' }
  const cases: Record<string, string>[] = [{}, off, none]
  for (const vars of cases) expect(await loadedIn(vars)).toEqual(['prom-client'])
})

it('loads the SDK when it is configured, and exports the rest when the process ends', async () => {
  const collector = await startCollector()
  const loaded = await loadedIn({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
  expect(loaded).toEqual(
    expect.arrayContaining(['@opentelemetry/sdk-metrics', '@opentelemetry/sdk-trace-base']),
  )
  expect(collector.metrics()).toContain('gpts.jobs')
  await collector.close()
})
