/** Why a service cannot be used as it is configured, in words that name the variable to change and no secret. */
export class ServiceProblem extends Error {
  override name = 'ServiceProblem'
}
