/** A step of a stage: its keyword, its flags, and its arguments, or the whole command of a RUN. */
export type Step = { keyword: string; flags: Record<string, string>; args: string[] }
/** A stage of a Dockerfile. `base` is an earlier stage, or an image of a registry. */
export type Stage = { name: string; base: string; steps: Step[] }

const keywords = ['WORKDIR', 'ENV', 'COPY', 'RUN', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD']

/**
 * Parses the part of the Dockerfile format that the Dockerfile here uses
 * (https://docs.docker.com/reference/dockerfile/). Throws on an unknown instruction.
 */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  for (const line of instructionsOf(text)) {
    const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(line) ?? []
    if (keyword === 'FROM') {
      const [base = '', as, name = ''] = rest.split(/\s+/)
      if (as !== 'AS') throw new Error(`Stage without a name: ${line}`)
      stages.push({ name, base, steps: [] })
    } else if (keywords.includes(keyword)) stages.at(-1)!.steps.push(stepOf(keyword, rest))
    else throw new Error(`Unknown instruction: ${line}`)
  }
  return stages
}

/** Joins continued lines and drops comments. */
const instructionsOf = (text: string): string[] =>
  text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function stepOf(keyword: string, text: string): Step {
  const flags: Record<string, string> = {}
  const rest = text.replace(/--([a-z-]+)=(\S+)\s+/gy, (_, name: string, value: string) => {
    flags[name] = value
    return ''
  })
  if (keyword === 'RUN') return { keyword, flags, args: [rest] }
  const command = keyword === 'HEALTHCHECK' ? rest.replace(/^CMD\s+/, '') : rest
  if (command.startsWith('[')) return { keyword, flags, args: JSON.parse(command) as string[] }
  return { keyword, flags, args: rest.split(/\s+/) }
}

/** The files and folders that a .dockerignore includes. It excludes everything else. */
export function parseDockerignore(text: string): string[] {
  const [first, ...rest] = instructionsOf(text)
  if (first !== '*' || rest.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore must be "*" and then one "!name" per line.')
  return rest.map((line) => line.slice(1))
}
