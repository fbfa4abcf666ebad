import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, it } from 'vitest'
import { estimateTokensMax } from '#lib/mcp/size-limit'
import { operations } from '#lib/operations'

const texts = {
  English: 'The summit of Mount Everest is 8,849 metres above sea level, and nobody lives there. ',
  Korean: '서울에서 부산까지 기차로 두 시간 반이 걸립니다. ',
  Chinese: '从首尔到釜山坐火车需要两个半小时。',
  emoji: '👩‍🚀🎉🇰🇷😀',
  JSON: JSON.stringify({ id: 'job_01a209f9335da70607a5b73943b1b7e7', at: '2026-11-24T09:13:18.402Z' }),
  base64: btoa(operations.map(({ summary }) => summary.replace(/[^\0-\x7f]/g, '')).join('')),
  Amharic: 'ሰላም ዓለም እንዴት ነህ ',
  code: 'for (let i = 0; i < 10; i++) { console.log(i, items[i]?.name ?? "none") }\n',
}

it.each(Object.entries(texts))('a text never has more tokens than tokensAtMost estimates: %s', (_, text) => {
  const repeated = text.repeat(Math.ceil(2_000 / text.length))
  expect(countTokens(repeated)).toBeLessThanOrEqual(estimateTokensMax(repeated))
  expect(estimateTokensMax(repeated)).toBeLessThan(5 * countTokens(repeated))
})
