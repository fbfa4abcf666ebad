/**
 * Calculations use whole picodollars (10⁻¹² USD); everything else uses decimal text. A price per million tokens has
 * up to six decimals, so the price of one token is a whole number of picodollars.
 */
const decimals = 12

/** Converts a decimal text without a sign and with at most 12 decimals to picodollars. */
export function toPico(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** Converts picodollars to decimal text without trailing zeros. */
export function fromPico(pico: bigint): string {
  const digits = pico.toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return digits.slice(0, -decimals) + (fraction && `.${fraction}`)
}
