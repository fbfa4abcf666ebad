'use client'

import { AxisBottom, AxisLeft } from '@visx/axis'
import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { useEffect, useRef, useState } from 'react'
import type { Stacks } from './bars.ts'

type Props = {
  title: string
  stacks: Stacks
  format: (value: number) => string
}

const height = 240
const margin = { top: 8, right: 8, bottom: 28, left: 64 }
const ticks = 4
const ticksWidth = 90

/** A stacked bar chart over time. The table next to it has the same numbers for readers who cannot see the chart. */
export function BarChart({ title, stacks, format }: Props) {
  const [frame, width] = useWidth()
  const { steps, labels, values, max } = stacks
  const x = scaleBand({ domain: steps, range: [margin.left, width - margin.right], padding: 0.2 })
  const y = scaleLinear({ domain: [0, max || 1], range: [height - margin.bottom, margin.top], nice: ticks })
  const shown = Math.max(1, Math.floor(width / ticksWidth))
  const every = Math.ceil(steps.length / shown)
  return (
    <figure className="chart" ref={frame}>
      <svg width={width} height={height} role="img" aria-label={title}>
        {steps.map((step) => (
          <Group key={step}>
            <title>{hint(step)}</title>
            {boxesOf(step).map(({ label, from, to }) => (
              <Bar
                key={label}
                className={`label-${labels.indexOf(label)}`}
                x={x(step)}
                width={x.bandwidth()}
                y={y(to)}
                height={Math.max(0, y(from) - y(to))}
              />
            ))}
          </Group>
        ))}
        <AxisLeft
          scale={y}
          left={margin.left}
          numTicks={ticks}
          tickFormat={(value) => format(Number(value))}
          hideAxisLine
          hideTicks
        />
        <AxisBottom
          scale={x}
          top={height - margin.bottom}
          tickValues={steps.filter((_, i) => i % every === 0)}
          hideTicks
        />
      </svg>
      {labels.length > 1 && (
        <ul className="legend">
          {labels.map((label, i) => (
            <li key={label} className={`label-${i}`}>
              <bdi>{label}</bdi>
            </li>
          ))}
        </ul>
      )}
    </figure>
  )

  function boxesOf(step: string) {
    let from = 0
    return labels.flatMap((label) => {
      const value = values.get(step)?.get(label) ?? 0
      if (value === 0) return []
      const box = { label, from, to: from + value }
      from += value
      return [box]
    })
  }

  function hint(step: string): string {
    const lines = boxesOf(step).map(({ label, from, to }) => `${label} ${format(to - from)}`.trim())
    return [step, ...lines].join('\n')
  }
}

/** The current width of the chart's container. */
function useWidth() {
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, width] as const
}
