/**
 * The text with A to Z in small letters and everything else as it is. `toLowerCase` also turns other letters into ASCII,
 * such as the Kelvin sign into k, and so one address into somebody else's.
 */
export const asciiLowerCase = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
