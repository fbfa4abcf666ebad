import { describe, expect, it } from 'vitest'
import { splitThoughts } from '#lib/models/dialect/thoughts'

describe('splitThoughts', () => {
  it.each<[string, string, text: string, thoughts: string]>([
    ['DeepSeek and Qwen', '<think>\nThe user says hi.\n</think>\n\nHello!', 'Hello!', 'The user says hi.'],
    ['Qwen without thoughts', '<think>\n\n</think>\n\nHello!', 'Hello!', ''],
    ['two blocks of thoughts', '<think>a</think>\n<think>b</think>\nHello!', 'Hello!', 'a\n\nb'],
    [
      'a template that opens the thoughts',
      'Okay, a greeting.\n</think>\n\nHello!',
      'Hello!',
      'Okay, a greeting.',
    ],
    [
      'a template that opens the thoughts, on one line',
      'Okay, a greeting.</think>Hello!',
      'Hello!',
      'Okay, a greeting.',
    ],
    ['thoughts without an end', '<think>Hm, hm', '', 'Hm, hm'],
    ['Magistral', '[THINK]hm[/THINK]Hello!', 'Hello!', 'hm'],
    ['Gemini and EXAONE', '<thought>\nhm\n</thought>\nHello!', 'Hello!', 'hm'],
    ['Kimi-VL', '◁think▷hm◁/think▷Hello!', 'Hello!', 'hm'],
    ['Seed-OSS', '<seed:think>hm</seed:think>Hello!', 'Hello!', 'hm'],
    [
      'gpt-oss',
      '<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Hello!',
      'Hello!',
      'hm<|end|>',
    ],
  ])('separates thoughts from the text of %s', (_, marked, text, thoughts) => {
    expect(splitThoughts(marked)).toEqual({ text, thoughts })
  })

  it.each([
    'Hello!',
    '  indented\n',
    'Models write <think>…</think> before an answer.',
    'The closing tag is </think>, on a line of text.',
    'The closing tag is `</think>` or "</think>".',
    'It ends with </think> and goes on.',
    'Write it so:\n```\n</think>\n```\nThat is all.',
    'Between\n<think>\nand\n</think>\nare thoughts.',
    '<thinker> is no mark',
    '',
  ])('does not change a text that only mentions the tags: %j', (text) => {
    expect(splitThoughts(text)).toEqual({ text, thoughts: '' })
  })
})
