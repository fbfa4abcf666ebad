/** A service cannot be used with its configuration. The message names the variable to change, and no secret. */
export class ServiceProblem extends Error {
  override name = 'ServiceProblem'
}
