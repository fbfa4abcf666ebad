import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest. Beginning with them, a run does not end with waiting for one of them. */
const longest = [
  'local/launcher/built',
  'faults/model',
  'local/launcher/dev',
  'workers/postgres',
  'fuzz/fuzz',
  'docs/commands',
  'api/resources',
  'faults/soak',
  'local/new',
  'pages/console/every-page',
].map((name) => `/tests/${name}.test.ts`)

/** The files that need services come before those that need none, which are quick. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = longest.findIndex((path) => moduleId.endsWith(path))
      return place >= 0 ? place : longest.length + Number(project.name === 'alone')
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
