/**
 * Money is whole picodollars (10⁻¹² USD) while it is computed and decimal text elsewhere: a price of up to six decimals
 * for a million tokens makes a whole number of them for each token.
 */
const decimals = 12

/** The picodollars of a decimal text without a sign and with at most 12 decimals. */
export function toPico(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** The decimal text of picodollars, without zeros at its end. */
export function fromPico(pico: bigint): string {
  const digits = pico.toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return digits.slice(0, -decimals) + (fraction && `.${fraction}`)
}
