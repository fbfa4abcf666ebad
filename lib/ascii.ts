/**
 * Converts only A to Z to lower case. `toLowerCase` also converts other letters to ASCII, for example the Kelvin sign
 * to k, and could turn one person's address into another's.
 */
export const asciiLowerCase = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
