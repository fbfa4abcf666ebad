import { expect, it } from 'vitest'
import { toStacks } from '#app/console/charts/bars'

it('the largest labels have their own bars, and the rest is summed', () => {
  const bars = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ at: 'May', label: `model ${value}`, value }))
  const { labels, values, max } = toStacks(bars, ['April', 'May'], 'Others')
  expect(labels).toEqual(['model 8', 'model 7', 'model 6', 'model 5', 'model 4', 'Others'])
  expect(values.get('May')?.get('Others')).toBe(1 + 2 + 3)
  expect(max).toBe(36)
})

it('a step without a value is kept, and no value is lost', () => {
  const { steps, labels, max } = toStacks([{ at: 'June', label: '', value: 2 }], ['April', 'May'], 'Others')
  expect([steps, labels, max]).toEqual([['April', 'May', 'June'], [''], 2])
})
