import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'

/** The rules of Spectral that are not kept, with the reason. */
export const offRules: Record<string, string> = {
  'info-contact': 'The server knows no address of its operator, and whoever has a key knows the operator.',
  'license-url': 'The license has an identifier, and OpenAPI 3.1 allows only one of the two.',
  'openapi-tags-alphabetical': 'OpenAPI lets the order of tags say what to read first.',
}

/** What Spectral's whole ruleset for OpenAPI, rules included that are not recommended, has against a document. */
export async function spectralFindings(document: object): Promise<{ rule: string; where: string }[]> {
  const spectral = new Spectral()
  spectral.setRuleset({ extends: [[oas, 'all']] } as RulesetDefinition)
  const findings = await spectral.run(JSON.stringify(document))
  return findings.map(({ code, message, path }) => ({
    rule: String(code),
    where: `${path.join(' > ')}: ${message}`,
  }))
}
