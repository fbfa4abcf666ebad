import type { Meter } from '@opentelemetry/api'
import { gauges } from '#lib/metrics/gauges'
import { serverState } from '#lib/metrics/state'

/** Sends the state that all processes share. It is read when the metrics are collected. */
export function observeState(meter: Meter): void {
  const observed = new Map(
    Object.values(gauges).map((gauge) => {
      const { name, unit, description } = gauge
      return [gauge, meter.createObservableGauge(name, { unit, description })]
    }),
  )
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { gauge, attributes, value } of await serverState())
        result.observe(observed.get(gauge)!, value, attributes)
    },
    [...observed.values()],
  )
}
