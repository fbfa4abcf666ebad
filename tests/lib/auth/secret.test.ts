import { describe, expect, it } from 'vitest'
import { isSecret, newSecret } from '#lib/auth/secret'

const prefix = 'gpts_'

describe('a secret', () => {
  it('is its prefix and 46 letters or digits, and always different', () => {
    const secrets = Array.from({ length: 50 }, () => newSecret(prefix))
    expect(new Set(secrets).size).toBe(50)
    for (const secret of secrets) {
      expect(secret).toMatch(/^gpts_[0-9A-Za-z]{46}$/)
      expect(isSecret(prefix, secret)).toBe(true)
    }
  })

  it('uses every letter and digit', () => {
    const secrets = Array.from({ length: 100 }, () => newSecret(''))
    expect(new Set(secrets.join('')).size).toBe(62)
  })

  it('is invalid with a character changed, added, missing or swapped with the next', () => {
    const secret = newSecret(prefix)
    for (let at = 0; at < secret.length; at++) {
      const [before, character, after] = [secret.slice(0, at), secret[at]!, secret.slice(at + 1)]
      const other = character === 'x' ? 'y' : 'x'
      expect(isSecret(prefix, before + other + after)).toBe(false)
      expect(isSecret(prefix, before + after)).toBe(false)
      expect(isSecret(prefix, `${before}${other}${character}${after}`)).toBe(false)
      if (after && after[0] !== character)
        expect(isSecret(prefix, before + after[0] + character + after.slice(1))).toBe(false)
    }
  })

  it('is valid only with its own prefix', () => {
    expect(isSecret('other_', newSecret(prefix))).toBe(false)
    expect(isSecret(prefix, '')).toBe(false)
  })
})
