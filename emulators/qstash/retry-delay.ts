/** A compiled `Upstash-Retry-Delay`: retries so far (0 before the first retry) to milliseconds. */
export type RetryDelay = (retried: number) => number

/** The text is not a valid expression. The message gives the position. */
export class RetryDelaySyntaxError extends Error {}

type MathFunction = { parameters: number; apply: (...values: number[]) => number }

const functions: Record<string, MathFunction> = {
  pow: { parameters: 2, apply: Math.pow },
  min: { parameters: 2, apply: Math.min },
  max: { parameters: 2, apply: Math.max },
  sqrt: { parameters: 1, apply: Math.sqrt },
  abs: { parameters: 1, apply: Math.abs },
  exp: { parameters: 1, apply: Math.exp },
  floor: { parameters: 1, apply: Math.floor },
  ceil: { parameters: 1, apply: Math.ceil },
  round: { parameters: 1, apply: Math.round },
}

const expressionLengthMax = 500
const token = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_]\w*)|([-+*/(),]))/y

/**
 * Compiles a retry-delay expression: numbers, `+ - * / ( )`, the variable `retried`, and pow, sqrt, abs, exp,
 * floor, ceil, round, min, max (https://upstash.com/docs/qstash/features/retry).
 * Throws RetryDelaySyntaxError on anything else; the compiled function may yield NaN or Infinity.
 */
export function compileRetryDelay(text: string): RetryDelay {
  if (text.length > expressionLengthMax)
    throw new RetryDelaySyntaxError(`longer than ${expressionLengthMax} characters`)
  const parser = new Parser(tokenize(text))
  return parser.whole()
}

function tokenize(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  const source = text.trimEnd()
  while (token.lastIndex < source.length) {
    const at = token.lastIndex
    const found = token.exec(source)
    if (!found) throw new RetryDelaySyntaxError(`unexpected character at ${at}`)
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '')
  }
  return tokens
}

/** Recursive descent over: sum = product (±product)*; product = unary (*|/ unary)*; unary = ±unary | atom. */
class Parser {
  readonly #tokens: string[]
  #next = 0

  constructor(tokens: string[]) {
    this.#tokens = tokens
  }

  whole(): RetryDelay {
    const value = this.#sum()
    if (this.#peek() !== undefined) throw this.#unexpected()
    return value
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next]
  }

  #accept(symbol: string): boolean {
    if (this.#peek() !== symbol) return false
    this.#next++
    return true
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) throw new RetryDelaySyntaxError(`expected ${symbol}, found ${this.#found()}`)
  }

  #found(): string {
    return this.#peek() ?? 'the end'
  }

  #unexpected(): RetryDelaySyntaxError {
    return new RetryDelaySyntaxError(`unexpected ${this.#found()}`)
  }

  #sum(): RetryDelay {
    let left = this.#product()
    while (true) {
      const a = left
      if (this.#accept('+')) {
        const b = this.#product()
        left = (retried) => a(retried) + b(retried)
      } else if (this.#accept('-')) {
        const b = this.#product()
        left = (retried) => a(retried) - b(retried)
      } else return left
    }
  }

  #product(): RetryDelay {
    let left = this.#unary()
    while (true) {
      const a = left
      if (this.#accept('*')) {
        const b = this.#unary()
        left = (retried) => a(retried) * b(retried)
      } else if (this.#accept('/')) {
        const b = this.#unary()
        left = (retried) => a(retried) / b(retried)
      } else return left
    }
  }

  #unary(): RetryDelay {
    if (this.#accept('+')) return this.#unary()
    if (!this.#accept('-')) return this.#atom()
    const value = this.#unary()
    return (retried) => -value(retried)
  }

  #atom(): RetryDelay {
    const current = this.#peek()
    if (current === undefined) throw this.#unexpected()
    if (this.#accept('(')) {
      const inner = this.#sum()
      this.#expect(')')
      return inner
    }
    if (/^[\d.]/.test(current)) {
      this.#next++
      const value = Number(current)
      return () => value
    }
    if (!/^[A-Za-z_]/.test(current)) throw this.#unexpected()
    this.#next++
    return current === 'retried' ? (retried) => retried : this.#call(current)
  }

  #call(name: string): RetryDelay {
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!known) throw new RetryDelaySyntaxError(`unknown name ${name}`)
    this.#expect('(')
    const values = [this.#sum()]
    while (this.#accept(',')) values.push(this.#sum())
    this.#expect(')')
    if (values.length !== known.parameters)
      throw new RetryDelaySyntaxError(`${name} takes ${known.parameters} value(s), got ${values.length}`)
    return (retried) => known.apply(...values.map((value) => value(retried)))
  }
}
