import { execFile, spawn } from 'node:child_process'
import { chmod, cp, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { parseDockerfile, parseDockerignore, type Stage, type Step } from './dockerfile.ts'

/** A built stage: the folder with its files, and its commands. */
export type Image = {
  root: string
  workdir: string
  env: Record<string, string>
  user: string | undefined
  command: string[]
  healthcheck: string[]
}

type Build = { context: string; allowed: string[]; folder: string; images: Map<string, Image>; path: string }

/**
 * Builds the last stage of `context`'s Dockerfile without a container runtime. A stage is a folder below `folder`. This
 * machine's shell runs its RUN steps there, with `path` as PATH instead of the base image's.
 */
export async function buildImage(context: string, folder: string, path: string): Promise<Image> {
  const read = (name: string) => readFile(join(context, name), 'utf8')
  const stages = parseDockerfile(await read('Dockerfile'))
  const allowed = parseDockerignore(await read('.dockerignore'))
  const build: Build = { context, allowed, folder, images: new Map(), path }
  for (const stage of stages) build.images.set(stage.name, await buildStage(stage, build))
  return build.images.get(stages.at(-1)!.name)!
}

async function buildStage({ name, base, steps }: Stage, build: Build): Promise<Image> {
  const root = join(build.folder, name)
  await mkdir(root, { recursive: true })
  // Processes of other users read this folder.
  await chmod(root, 0o755)
  const parent = build.images.get(base)
  if (parent) await cp(parent.root, root, { recursive: true, verbatimSymlinks: true })
  const image: Image = {
    workdir: '/',
    user: undefined,
    command: [],
    healthcheck: [],
    ...parent,
    env: { ...parent?.env },
    root,
  }
  for (const step of steps) await apply(step, image, build)
  return image
}

async function apply({ keyword, flags, args }: Step, image: Image, build: Build): Promise<void> {
  if (keyword === 'WORKDIR') {
    image.workdir = args[0]!
    await mkdir(join(image.root, image.workdir), { recursive: true })
  } else if (keyword === 'ENV')
    Object.assign(image.env, Object.fromEntries(args.map((pair) => pair.split('='))))
  else if (keyword === 'USER') image.user = args[0]
  else if (keyword === 'CMD') image.command = args
  else if (keyword === 'HEALTHCHECK') image.healthcheck = args
  else if (keyword === 'COPY') await copy(args, flags.from, image, build)
  else if (keyword === 'RUN') await run(args[0]!, image, build)
}

/** Copies files into a folder, or the contents of one folder into another, as COPY does. */
async function copy(args: string[], from: string | undefined, image: Image, build: Build): Promise<void> {
  const target = args.at(-1)!
  const sources = args.slice(0, -1)
  const into = resolve(join(image.root, image.workdir), target)
  for (const source of sources) {
    const stage = from === undefined ? undefined : build.images.get(from)
    if (from !== undefined && !stage) throw new Error(`COPY --from=${from}: no such stage.`)
    if (!stage && !build.allowed.includes(source.split('/')[0]!))
      throw new Error(`COPY ${source}: .dockerignore excludes it.`)
    const path = stage ? join(stage.root, source) : join(build.context, source)
    const isFolder = (await stat(path)).isDirectory()
    const isInto = !isFolder && (target.endsWith('/') || sources.length > 1)
    const to = isInto ? join(into, basename(source)) : into
    await mkdir(dirname(to), { recursive: true })
    await cp(path, to, { recursive: true, verbatimSymlinks: true })
  }
}

/** The variables with which this machine reaches the package registry. */
const network = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file|npm_config_(registry|cafile))$/i
const networkVars = Object.fromEntries(Object.entries(process.env).filter(([name]) => network.test(name)))

/** A registry may fail temporarily. */
const retries = { npm_config_fetch_retries: '5' }

async function run(command: string, image: Image, build: Build): Promise<void> {
  if (command.includes(image.workdir))
    throw new Error(`RUN names WORKDIR, which is elsewhere here: ${command}`)
  process.stdout.write(`RUN ${command}\n`)
  await promisify(execFile)('sh', ['-ec', command], {
    cwd: join(image.root, image.workdir),
    env: {
      ...networkVars,
      ...retries,
      ...image.env,
      NODE_ENV: 'production',
      PATH: build.path,
      HOME: process.env.HOME,
    },
    maxBuffer: 64 * 1024 * 1024,
  })
}

/** The image's user: the first ordinary user if this process can switch to it, otherwise this process's user. */
const imageUser = { uid: 1000, gid: 1000 }
const isRoot = process.getuid?.() === 0

/** Starts a command of the image as its user, with only the image's and the given variables. */
export function start(image: Image, command: string[], env: Record<string, string>) {
  const [program = '', ...args] = command
  return spawn(program, args, {
    cwd: join(image.root, image.workdir),
    env: { ...image.env, NODE_ENV: 'production', HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(isRoot && image.user !== undefined && image.user !== 'root' && imageUser),
  })
}

/** The size of a folder in MB, as `du` counts it. */
export async function sizeMb(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('du', ['-sm', folder])
  return Number.parseInt(stdout, 10)
}
