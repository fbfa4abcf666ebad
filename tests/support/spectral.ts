import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'

/** The disabled Spectral rules, with the reason. */
export const disabledRules: Record<string, string> = {
  'info-contact': 'The server knows no address of its operator, and whoever has a key knows the operator.',
  'license-url': 'The license has an identifier, and OpenAPI 3.1 allows only one of the two.',
  'openapi-tags-alphabetical': 'OpenAPI lets the order of tags say what to read first.',
}

/** The findings of Spectral's whole OpenAPI ruleset for a document, including rules that are not recommended. */
export async function spectralFindings(document: object): Promise<{ rule: string; where: string }[]> {
  const spectral = new Spectral()
  spectral.setRuleset({ extends: [[oas, 'all']] } as RulesetDefinition)
  const findings = await spectral.run(JSON.stringify(document))
  return findings.map(({ code, message, path }) => ({
    rule: String(code),
    where: `${path.join(' > ')}: ${message}`,
  }))
}
