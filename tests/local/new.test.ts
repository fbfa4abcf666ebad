import { execFile } from 'node:child_process'
import { cp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '#local/server'
import { newFolder } from '#tests/support/folder'

const run = promisify(execFile)
const parts = [
  'app',
  'bench',
  'docs/examples',
  'emulators',
  'lib',
  'local',
  'sql',
  'tests',
  'workers',
  'package.json',
]
const settings = ['biome.json', '.gitignore', 'tsconfig.json']

let project: string
beforeAll(async () => {
  project = await newFolder()
  for (const part of [...parts, ...settings])
    await cp(join(root, part), join(project, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'))
})

const read = (file: string) => readFile(join(project, file), 'utf8')
const written = new Set<string>()

async function make(...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['local/new.ts', ...words], { cwd: project }).catch(
    ({ stderr }) => Promise.reject(new Error(stderr)),
  )
  for (const [file] of stdout.split('\n\n')[0]!.matchAll(/(?<=^ {2})\S.*$/gm)) written.add(file)
  return stdout
}

/** The compiler errors in the files that were written, and in what they import. */
async function typeFaults(): Promise<string> {
  const include = [
    'lib/**/*.d.ts',
    'tests/support/global.ts',
    ...[...written].filter((file) => /\.tsx?$/.test(file)),
  ]
  expect(include).toEqual(expect.arrayContaining(['lib/operations.ts', 'lib/notes/list-notes.ts']))
  const config = { extends: './tsconfig.json', compilerOptions: { incremental: false }, include }
  await writeFile(join(project, 'tsconfig.new.json'), JSON.stringify(config))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [compiler, '-p', 'tsconfig.new.json'], { cwd: project }).then(
    () => '',
    ({ stdout }) => stdout,
  )
}

describe('npm run new', () => {
  it('adds an operation everywhere operations are listed', async () => {
    expect(await make('operation', 'listNotes')).toContain('lib/notes/list-notes-store.ts')
    for (const id of ['createNote', 'getNote', 'updateNote', 'deleteNote']) await make('operation', id)
    expect(await read('lib/operations.ts')).toMatch(
      /import \{ listNotes \} from '#lib\/notes\/list-notes'[\s\S]*\n {2}listNotes,\n {2}createNote,[\s\S]*\n {2}getHealth,\n\]/,
    )
    const served = async (path: string) => (await read(path)).match(/= serve\((.*)\)/)?.[1]
    expect(await served('app/api/notes/route.ts')).toBe('listNotes, createNote')
    expect(await served('app/api/notes/[id]/route.ts')).toBe('getNote, updateNote, deleteNote')
    expect(await read('tests/support/user-isolation.ts')).toContain('    updateNote: [{ id: userId }],\n')
    expect((await read('tests/lib/layers.test.ts')).match(/'notes'/g)).toHaveLength(1)
    expect(await read('lib/notes/update-note.ts')).toContain('/** `PATCH /api/notes/{id}` */')
    expect((await stat(join(project, 'tests/lib/notes/delete-note.test.ts'))).isFile()).toBe(true)
  })

  it.each([
    ['endReminder', 'DELETE', '/api/reminders/{id}'],
    ['revokeReminder', 'DELETE', '/api/reminders/{id}'],
    ['deleteReminders', 'DELETE', '/api/reminders'],
    ['retryReminder', 'POST', '/api/reminders/{id}/retry'],
    ['retryReminders', 'POST', '/api/reminders/retry'],
    ['exportReminder', 'GET', '/api/reminders/{id}/export'],
    ['setReminder', 'PUT', '/api/reminders'],
    ['listReminderLists', 'GET', '/api/reminder-lists'],
  ])('derives the method and the path: %s is %s %s', async (id, method, path) => {
    expect(await make('operation', id, 'reminders')).toContain(`${method} ${path}.`)
    const route = `app${path.replace('{id}', '[id]')}/route.ts`
    expect((await read(route)).match(/= serve\((.*)\)/)?.[1]?.split(', ')).toContain(id)
    const file = id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    expect(await read(`lib/reminders/${file}.ts`)).toContain(`/** \`${method} ${path}\` */`)
  })

  it('makes an action on one thing of another verb, beside what is there', async () => {
    await make('operation', 'pinConversation')
    expect(await read('lib/conversations/pin-conversation.ts')).toContain(
      '/** `POST /api/conversations/{id}/pin` */',
    )
    expect(await read('app/api/conversations/[id]/pin/route.ts')).toContain('= serve(pinConversation)')
  })

  it('adds an operation to a route of several lines', async () => {
    const route = 'app/api/conversations/[id]/route.ts'
    expect(await read(route)).toContain('serve(\n')
    await make('operation', 'updateConversation')
    expect(await read(route)).toMatch(/ {2}deleteConversation,\n {2}updateConversation,\n\)\n$/)
  })

  it('adds an error code to the table and the contract, ordered by status', async () => {
    await make('error', 'note_too_long', '422', 'The note is too long')
    await make('error', 'notes_unavailable', '503', "Notes can't be read")
    const table = await read('lib/api/error-codes.ts')
    expect(table).toMatch(/ {2}note_too_long: \{\n {4}status: 422,[^}]*\},\n {2}rate_limited: \{/)
    expect(table).toMatch(
      / {2}notes_unavailable: \{\n {4}status: 503,\n {4}title: "Notes can't be read",[^}]*\},\n\}/,
    )
    const contract = await read('tests/lib/api/errors.test.ts')
    expect(contract).toMatch(/ {2}note_too_long: \[422, .*\],\n {2}rate_limited: \[429/)
    expect(contract).toMatch(/ {2}notes_unavailable: \[503, "Notes can't be read"\],\n\}/)
  })

  it('numbers a table after the last one, and adds it to the privacy page', async () => {
    const numbers = (await readdir(join(root, 'sql/migrations'))).map((name) => Number.parseInt(name, 10))
    const printed = await make('table', 'user_notes')
    const file = printed.match(/sql\/migrations\/(\d{4})_user_notes\.sql/)!
    expect(Number(file[1])).toBe(Math.max(...numbers) + 1)
    expect(await read(file[0])).toContain('create table user_notes (')
    expect(await read('app/(site)/privacy/stored-data.ts')).toContain('  user_notes: { what:')
  })

  it('writes a page in both languages, and links to it', async () => {
    await make('page', 'terms-of-use')
    expect(await read('app/(site)/terms-of-use/page.tsx')).toContain(
      'export default async function TermsOfUse()',
    )
    expect(await read('app/(site)/layout.tsx')).toMatch(
      /\n {2}\{ place: 'footer', href: '\/terms-of-use', text: \['Terms of use', 'TODO'\] \},\n\]\n\n\/\*\* Header/,
    )
  })

  it('writes a page of the console, with its texts and its link', async () => {
    await make('console-page', 'user-notes')
    expect(await read('app/console/user-notes/user-notes.tsx')).toContain("t('userNotes.title')")
    expect(await read('app/console/text/index.ts')).toMatch(/\n {2}\.\.\.userNotes,\n\}/)
    expect(await read('app/console/frame/pages.ts')).toContain(
      "  { path: '/console/user-notes', text: 'nav.userNotes' },\n]",
    )
  })

  it('writes code that compiles', async () => {
    expect(await typeFaults()).toBe('')
  })

  it('overwrites nothing: if a name exists, it writes no file', async () => {
    const before = await read('lib/operations.ts')
    await expect(make('operation', 'listNotes')).rejects.toThrow('listNotes exists already')
    await expect(make('page', 'privacy')).rejects.toThrow('It exists already')
    await expect(make('error', 'conflict', '409', 'Again')).rejects.toThrow('conflict exists already')
    await expect(make('table', 'users')).rejects.toThrow('users exists already')
    await expect(make('operation', 'getUser')).rejects.toThrow('getUser exists already')
    expect(await read('lib/operations.ts')).toBe(before)
  })

  it.each([
    [],
    ['door', 'x'],
    ['operation'],
    ['operation', 'Notes'],
    ['operation', 'getX', 'No'],
    ['error', 'x', '200', 'Fine'],
  ])('prints its usage: %j', async (...words) => {
    await expect(make(...words)).rejects.toThrow(/usage|such as|has a status/)
  })
})
