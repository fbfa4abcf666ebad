import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { addEntry, assertFree, type Edit, type Plan, PlanError, placeholders } from './plan.ts'

const todo = 'TODO: a sentence.'

/** An error code: its entry in the table, and in the contract of the tests, in the order of statuses. */
export function errorPlan(root: string, code: string, [status = '', title = '']: string[]): Plan {
  if (!/^[a-z]+(_[a-z]+)*$/.test(code)) throw new PlanError('A code is in snake_case, such as note_too_long.')
  if (!/^[45]\d\d$/.test(status) || !title)
    throw new PlanError('An error has a status and a title: error note_too_long 422 "The note is too long".')
  assertFree(root, code, 'lib/api/error-codes.ts', `  ${code}: {`)
  const named = JSON.stringify(title)
  const entry = `  ${code}: {
    status: ${status},
    title: ${named},
    example: '${todo}',
    advice: '${todo}',
  },`
  return {
    files: {},
    edits: [
      { file: 'lib/api/error-codes.ts', change: byStatus('export const errorCodes', status, entry) },
      {
        file: 'tests/lib/api/errors.test.ts',
        change: byStatus('const contract', status, `  ${code}: [${status}, ${named}],`),
      },
    ],
    left: [
      'Replace each TODO: an example of its sentence, and the advice of the page /errors.',
      'If clients of /v1 need another form than the usual one: specialForms in lib/openai-api/errors.ts.',
      `Throw new ApiError('${code}', …), and name it in errors of each operation that can give it.`,
      'npm run client, and npm run docs',
      `npm run verify, then npx vitest run tests/lib/api tests/lib/openapi tests/docs/examples.test.ts ${placeholders}`,
    ],
  }
}

/** Adds an entry after the last one of the same or a lower status. */
const byStatus =
  (start: string, status: string, entry: string): Edit['change'] =>
  (source) => {
    const from = source.indexOf(start)
    const to = from + source.slice(from).search(/^}/m)
    if (from < 0 || to < from) return undefined
    const next = [...source.slice(from, to).matchAll(/^ {2}\w+: (?:\[|\{\n {4}status: )(\d+),/gm)].find(
      ([, other]) => other! > status,
    )
    const at = next ? from + next.index : to
    return `${source.slice(0, at)}${entry}\n${source.slice(at)}`
  }

/** A table: its migration under the next number, and what the privacy page says of it. */
export function tablePlan(root: string, name: string): Plan {
  if (!/^[a-z]+(_[a-z]+)*$/.test(name)) throw new PlanError('A table is in snake_case, such as user_notes.')
  assertFree(root, name, 'sql/schema.sql', `create table ${name} (`)
  const numbers = readdirSync(join(root, 'sql/migrations')).map((file) => Number.parseInt(file, 10))
  const migration = `${String(Math.max(...numbers) + 1).padStart(4, '0')}_${name}`
  return {
    files: { [`sql/migrations/${migration}.sql`]: tableText(name) },
    edits: [
      {
        file: 'app/(site)/privacy/stored-data.ts',
        change: addEntry(
          'export const storedData',
          `  ${name}: { what: ['TODO', 'TODO'], how: ['${todo}', '${todo}'] },`,
        ),
      },
    ],
    left: [
      `Write the columns and their comments in sql/migrations/${migration}.sql, and each TODO in app/(site)/privacy/stored-data.ts.`,
      'Statements of several steps go into a function: sql/functions/<its name>.sql. Then: npm run schema',
      "If it has a user's data: its rows in lib/users/export-store.ts and export.ts, their number in lib/users/examples.ts, a row in person() of tests/lib/users/support.ts, and its line in tests/lib/users/export.test.ts.",
      'At last its hash, in tests/sql/schema.test.ts, which prints the line. After the merge the migration never changes.',
      `npm run verify, then npx vitest run tests/sql tests/lib/users ${placeholders}`,
    ],
  }
}

const tableText = (name: string) => `-- Up Migration

create table ${name} (
  id integer primary key generated always as identity,
  user_id integer not null references users on delete cascade,
  created_at timestamptz not null default now()
);
comment on table ${name} is '${todo}';
create index ${name}_of_user on ${name} (user_id);
`
