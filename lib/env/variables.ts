import { limitVariables } from '#lib/env/variables/limits'
import { modelVariables } from '#lib/env/variables/models'
import { peopleVariables } from '#lib/env/variables/people'
import { runningVariables } from '#lib/env/variables/running'
import { serverVariables } from '#lib/env/variables/server'
import { serviceVariables } from '#lib/env/variables/services'
import type { VariableGroup } from '#lib/env/variables/types'

/** Every environment variable, in the order of the manual. `npm run docs` generates env.example and the manual from it. */
export const variableGroups: VariableGroup[] = [
  ...serverVariables,
  ...serviceVariables,
  ...modelVariables,
  ...limitVariables,
  ...peopleVariables,
  ...runningVariables,
]
