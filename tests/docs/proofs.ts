/** How we know that a command works which no test takes from its page. */
export type Proof =
  /** A line of `.ci/run` runs it. */
  | { ci: string }
  /** A test runs it, or its program. */
  | { file: string; test: string }
  /** CI cannot run it, for this reason. */
  | { because: string }

const ci = (line: string): Proof => ({ ci: line })
const test = (file: string, name: string): Proof => ({ file, test: name })
const not = (because: string): Proof => ({ because })

const measures = not('It measures for minutes, and needs a machine that does nothing else.')
const launcher = (name: string) => `tests/local/launcher/${name}.test.ts`
const creates = test('tests/local/new.test.ts', 'npm run new')

export const proofs: Record<string, Proof> = {
  '.ci/run': not('It is what CI runs.'),

  'npm install': ci('npm install'),
  'npm run setup': ci('npm run setup'),
  'npm ci': ci('npm run try:image'),
  'npm prune --omit=dev': not(
    'It would remove the tests. `npm run try:image` starts a server with the same packages.',
  ),
  'npm run dev': ci('npm run dev'),
  'npm run dev -- --hosted': test(launcher('dev'), 'with --hosted'),
  'npm run local': test(launcher('built'), 'npm run local'),
  'npm run build': ci('npm run try:image'),
  'npm start': test(launcher('built'), 'npm start, on the build of npm run local'),
  'OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 npm start': test(
    'tests/api/tracing.test.ts',
    'is one trace across its processes, from the caller to the model',
  ),
  'npm run worker': test('tests/workers/postgres.test.ts', 'answers a job that another process publishes'),
  'npm run migrate': test('tests/sql/schema.test.ts', 'concurrent runs apply the migrations once'),
  'npm run schedules': test('tests/workers/schedules.test.ts', 'sets up the schedules on QStash only once'),
  'npm run plugin': test('tests/api/plugin.test.ts', 'takes the address from PUBLIC_URL'),
  'npm run plugin -- <folder> <address>': test(
    'tests/api/plugin.test.ts',
    'returns what `npm run plugin` writes',
  ),
  'npm run plugin -- ./plugin https://chat.example.com': test(
    'tests/docs/rehearsal.test.ts',
    'docs/connect.md installs the plugin that it makes',
  ),
  'npm run runtime -- nodejs': ci('npm run runtime -- nodejs'),
  'npm run runtime -- edge': ci('npm run runtime -- edge'),

  'npm test': ci('npm test'),
  'npm run test:long': ci('npm run test:long'),
  'npx vitest run tests/lib/users': ci('npm test'),
  'npx vitest run <files>': ci('npm test'),
  'TEST_PROFILE=hosted npx vitest run tests/pages/docs.test.ts': ci('TEST_PROFILE=hosted'),
  'TEST_PROFILE=hosted npx vitest run <files>': ci('TEST_PROFILE=hosted'),
  'npm run verify': ci('npm run verify'),
  'npm run format': ci('npm run verify'),
  'npm run client': test('tests/docs/examples.test.ts', '`npm run client` writes them'),
  'npm run docs': test('tests/docs/generated.test.ts', '`npm run docs` writes them'),
  'npm run schema': test('tests/sql/schema.test.ts', 'the result matches sql/schema.sql'),
  'npm run new': creates,
  'npm run new -- <kind> <name>': creates,
  'npm run new -- operation listNotes': creates,
  'npm run new -- operation endReminder notes': creates,
  'npm run new -- error note_too_long 422 "The note is too long"': creates,
  'npm run new -- table user_notes': creates,
  'npm run new -- page terms': creates,
  'npm run new -- console-page notes': creates,
  'npm run screenshot': not('It changes docs/console.png, and needs a running server.'),
  'npm run trim': test('tests/deploy/trim.test.ts', 'an install loses only source maps'),
  'npm run try:image': ci('npm run try:image'),
  'npm run try:backup': ci('npm run try:backup'),
  'npm run try:several': ci('npm run try:several'),
  'npm run soak': test('tests/faults/soak.test.ts', 'no answer is lost, doubled or mixed up'),
  'npm run fuzz': test('tests/fuzz/fuzz.test.ts', 'answers 3,000 valid and invalid requests'),
  'npm run recovery': measures,
  'npm run bench': measures,
  'npm run bench -- --telemetry': measures,
  'npm run bench:usage': measures,
  'npm run bench:scale': measures,
  'npm run bench:streams': measures,
  'npm run bench:telemetry': measures,
  'npm run bench:console': measures,
  'npm run bench:queue': measures,
  'npm install --no-save graphile-worker': measures,

  'npm outdated': not('It asks the registry, and its answer changes by itself.'),
  'npm ls --workspaces --include-workspace-root <package>': test('tests/docs/rehearsal.test.ts', 'npm ls'),
  'npm install --global npm@10': not(
    'It changes the machine. .ci/run reads the lock file with the oldest npm that can.',
  ),
  'npm install --omit=dev': ci('npm run try:image'),
  'npm install --omit=dev --omit=optional': ci('npm run try:image'),
  'npm install standardwebhooks': test('tests/docs/webhooks.test.ts', "from 'standardwebhooks'"),
  'pip install standardwebhooks': not('It needs the Python registry. The example in Python has no package.'),

  'openssl rand -base64 32': test('tests/docs/rehearsal.test.ts', 'prints secrets'),
  'openssl rand -hex 32': test('tests/docs/rehearsal.test.ts', 'prints secrets'),
  'echo "whsec_$(openssl rand -base64 32)"': test('tests/docs/rehearsal.test.ts', 'prints secrets'),
  'promtool check rules deploy/prometheus-alerts.yml': test(
    'tests/docs/monitoring.test.ts',
    'the alert rules and the dashboard',
  ),
  'systemd-analyze security': ci('systemd-analyze security'),
  'git pull': not('It needs a newer version.'),
  'inngest dev': not('The page says not to run it.'),
  'inngest start': test('tests/docs/rehearsal.test.ts', 'inngest-cli'),
  'claude mcp add --transport http gpts $URL/mcp --header "Authorization: Bearer $API_SECRET_KEY"': test(
    'tests/docs/rehearsal.test.ts',
    'docs/mcp.md',
  ),
}
