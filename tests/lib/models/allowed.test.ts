import { beforeEach, describe, expect, inject, it, vi } from 'vitest'

/** The rules with this configuration. */
async function withVars(vars: Record<string, string>) {
  Object.assign(process.env, inject('appVars'), {
    ...{ OPENAI_MODEL: 'default', OPENAI_FALLBACK_MODELS: 'second,third', ALLOWED_MODELS: '' },
    ...vars,
  })
  vi.resetModules()
  const [allowed, { candidates }] = await Promise.all([
    import('#lib/models/allowed'),
    import('#lib/models/candidates'),
  ])
  return { ...allowed, candidates }
}

describe('the models that a caller may use', () => {
  beforeEach(() => vi.resetModules())

  it('are all models, unless the server has a list', async () => {
    const { isModelAllowed } = await withVars({})
    expect(isModelAllowed('anything', undefined)).toBe(true)
  })

  it("are the server's default and fallback models and those in its list", async () => {
    const { isModelAllowed } = await withVars({ ALLOWED_MODELS: 'gpt-6*, mine' })
    const asked = ['default', 'second', 'mine', 'gpt-6', 'gpt-6.1-sol', 'mine-too', 'GPT-6', 'gpt-5', '*', '']
    expect(asked.filter((model) => isModelAllowed(model, undefined))).toEqual(asked.slice(0, 5))
  })

  it('are those in both lists for a key with a list', async () => {
    const { isModelAllowed } = await withVars({ ALLOWED_MODELS: 'gpt-6*' })
    const ofKey = ['default', 'gpt-6-luna', 'other']
    const asked = ['default', 'gpt-6-luna', 'second', 'gpt-6-astra', 'other']
    expect(asked.filter((model) => isModelAllowed(model, ofKey))).toEqual(['default', 'gpt-6-luna'])
  })

  it("include a default: the server's, or the first that the key allows", async () => {
    const { modelForKey } = await withVars({})
    expect(modelForKey(undefined)).toBeUndefined()
    expect(modelForKey(['x', 'default'])).toBeUndefined()
    expect(modelForKey(['x', 'second'])).toBe('second')
    expect(modelForKey(['x*', 'y', 'z'])).toBe('y')
    expect(modelForKey(['x*'])).toBeUndefined()
  })

  it('are also the only ones used as fallbacks', async () => {
    const { candidates } = await withVars({})
    expect(candidates(undefined)).toEqual(['default', 'second', 'third'])
    expect(candidates('mine', ['mine', 'third'])).toEqual(['mine', 'third'])
    expect(candidates('mine', ['mine'])).toEqual(['mine'])
  })
})
