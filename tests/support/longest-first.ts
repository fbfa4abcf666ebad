import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest. Beginning with them, a run does not end with waiting for one of them. */
const longest = [
  'local/launcher/built',
  'local/launcher/dev',
  'workers/postgres',
  'fuzz/fuzz',
  'faults/soak',
  'faults/model',
  'docs/commands',
  'api/resources',
  'local/new',
  'api/importers',
  'openai-api/responses-resume',
  'pages/console/every-page',
].map((name) => `/tests/${name}.test.ts`)

/** Then come the pages, which a browser opens, then what needs services, and at last what needs none, which is quick. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = longest.findIndex((path) => moduleId.endsWith(path))
      if (place >= 0) return place
      if (project.name === 'alone') return longest.length + 2
      return moduleId.includes('/tests/pages/') ? longest.length : longest.length + 1
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
