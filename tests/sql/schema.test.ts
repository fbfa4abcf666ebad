import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { storedData } from '#app/(site)/privacy/stored-data'
import { dumpSchema } from '#sql/dump'
import { migrate } from '#sql/migrate'

const name = 'empty_for_migrations'
const url = () => Object.assign(new URL(inject('postgresUrl')), { pathname: name }).href

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
afterAll(() => administer(`drop database if exists ${name} with (force)`))

it('concurrent runs apply the migrations once, and the result matches sql/schema.sql', async () => {
  await administer(`create database ${name}`)
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(url())))
  expect(runs.filter((names) => names.length > 0)).toHaveLength(1)
  expect(await migrate(url())).toEqual([])
  expect(await dumpSchema(url()), 'Run npm run schema.').toBe(await readFile('sql/schema.sql', 'utf8'))
})

/** A database that ran a migration never sees a change to it. Add a migration, and its line here as it is merged. */
const published = {
  '0001_init': '19ce55fd000f299a30752fc63561e39284a71e914aa456726de4e0b1117a3815',
  '0002_job_engine': 'd1e6fa01b994ec389cdf5a7dfa51643c2ad297f2c4daaa15a6a039a300fefc1f',
  '0003_webhooks': '0017b93385ba731be8abdc43a1655c16a11093c95d226b1fbcb833e200b02743',
  '0004_usage': 'e49faf7627b5a04d3d866e215f3a67da524962ccaf214ff8168bc5e4feb81d58',
  '0005_budgets': 'bd58c019c3b704bdd755e7c812295a48cf7ac37f8684761408b9605e4feb01cc',
  '0006_keys': '4d1a87dc6da1beaa08666ee4492b60db33c4a51665945674bbb2d3a04a457a42',
  '0007_oauth': 'b40889eaded78d66c9b25b862b0c82a2f6a38734321e4e9f626dc488fb698703',
  '0008_error_details': '67dc189c8fbfec415be0582e9f4bdb425738c1aa8273012a964f6cf50b679245',
  '0009_processes': 'ba708772297e837b2a50742a88e22325dc158c7bd4e69fbe6fc1e0c511209039',
  '0010_lists': 'f7bc54d3249ffc9fe85cb5901df7a0929d4ea147911ec68a33dd4aaa0d1c40ab',
  '0011_message_count': 'a476d7539d1d16009bd9577df2b2efcdc8e07f26832e931e67dd5beea7f71264',
  '0012_mend': 'd7e3db42082b28a3162e8b78b146f1eb5e844661668f7c1f71dbcda887f7d125',
  '0013_key_models': '41f74325a64d7bad03da80a2b7d3633c3b140de7b4ed8375b4f8b738bf2e8a42',
  '0014_lost_calls': '2c44c964009e1fb57a32762ad6f531fbde8f23d27b331302ce642f0aa31dd43f',
  '0015_names': '6ef46c5781a5019d3978c116d8e8fa5f2fb66bcce920400a6f349225f2aa623c',
  '0016_search': '2872b7ae4114506f7993cd7fa7a07d7fce7204e1be00b3933fe0a9c3b18d5f20',
  '0017_user_deletions': '4fd638212452c576e3115ba46f441598d6380c41911550abfb76d42679dfc7cf',
  '0018_items': '2337c827950b8afaf5ebdce799b499e9f7c42557d674bfce644fd9726b0f8191',
  '0019_conversation_metadata': '187d2113e1931ea652d3ad53ec3d527ca6b5030036a61e050cdd37e10bff7bfc',
  '0020_branches': '58cd7467aabbac89fd14baeddbeaaf0f563cd9e006c3c17de515d2a824a61272',
  '0021_webhook_endpoints': '944a99bdb94115cca08b98a443a9291c871bd3a735530e042ccd02ff7a79e529',
  '0022_console_sessions': '72be5b86cec43ae98ad5ab525e9e6de29776c26030816c284227536031047cc5',
  '0023_conversation_model': '7c988708ceb1753df38d9f1ec952064001d881800b6ea63fceddc26765e0b03c',
  '0024_usage_outcomes': '35eba18952af6bc607ef4951b8474f69806e1f01e474cc470d4d5778eb842fb1',
  '0025_job_attempts': '4d40ec0b498aa43eeb10b7a7de5f984d6b2bdd978a600d7bf402eaa12c263cfa',
  '0026_user_activity': 'c4d65cf92f2032022bfcc32e40e327d63d99c9cc33ddc5c5a6b787632294ca80',
  '0027_conversation_filters': 'a0bdb0a86ea75ab147486cbf273a8759b339abbe9dd7302407c40cbd9de6a8e9',
  '0028_failed_jobs': '1b2877dcd18eba26655e6c023b677774ce887387f1925e3266cec542498761e5',
  '0029_model_of_conversations': '6dd3b071e5714108181f568e6394df822c2177e9e9c045ca6805b51b067bc387',
  '0030_model_of_jobs': 'bf9bcbe199db049722a071102e62bc5110c5b233fbc1b56e6e71a397593cd728',
  '0031_answers_in_ledger': 'fa1cc68beb86e1ccd903ab2a919671dcda11b43c2340524d67cde73ca3dbb2c8',
  '0032_event_subscriptions': '5ee8760f6c1e70188036ed9bd618dd4c1cc9ab11ca6d5d5be8d44d82a47687d9',
  '0033_list_subscriptions': '2bb84f47b61fbbc699874b9e562187a22045baf70a8f929b137d35b83244f9f7',
}

const hashes = async (): Promise<[name: string, hash: string][]> =>
  Promise.all(
    (await readdir('sql/migrations')).sort().map(async (file) => {
      const text = await readFile(`sql/migrations/${file}`)
      return [file.slice(0, -'.sql'.length), createHash('sha256').update(text).digest('hex')]
    }),
  )

it('published migrations are unchanged', async () => {
  const found = new Map(await hashes())
  const changed = Object.entries(published).filter(([name, hash]) => found.get(name) !== hash)
  const advice = 'A database ran these already. Undo the change, and write a new migration.'
  expect(changed, advice).toEqual([])
})

it('each migration has its hash here', async () => {
  const missing = (await hashes()).filter(([name]) => !Object.hasOwn(published, name))
  const lines = missing.map(([name, hash]) => `  '${name}': '${hash}',`)
  expect(missing, `When the migration is finished, add to \`published\`:\n${lines.join('\n')}\n`).toEqual([])
})

it('the privacy page covers every table', async () => {
  const schema = await readFile('sql/schema.sql', 'utf8')
  const tables = [...schema.matchAll(/^create table (\w+)/gm)].map(([, table]) => table!)
  const advice = 'Correct storedData in app/(site)/privacy/stored-data.ts.'
  expect(Object.keys(storedData).sort(), advice).toEqual(tables.sort())
})
