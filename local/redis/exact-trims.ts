import { type CommandSchema, redisCommandDefinitions, t } from 'js-redis-server/core'

/** "=" before a threshold is Redis' default, but js-redis-server 0.3 reads it as the threshold. */
function withoutEquals(args: readonly Buffer[]): readonly Buffer[] {
  const strategy = /^nomkstream$/i.test(String(args[1])) ? 2 : 1
  const isExact = /^(maxlen|minid)$/i.test(String(args[strategy])) && String(args[strategy + 1]) === '='
  return isExact ? args.toSpliced(strategy + 1, 1) : args
}

const accepting = ({ parse }: CommandSchema<unknown>) =>
  t.custom((args, index, context) => {
    const accepted = withoutEquals(args)
    const { value, nextIndex } = parse(accepted, index, context)
    return { value, nextIndex: nextIndex + args.length - accepted.length }
  })

type Definition = { name: string; schema: CommandSchema<unknown> }

/** Makes XADD and XTRIM accept "=". Patches the commands, since the library registers each only once. Call it once. */
export function acceptExactTrims(): void {
  for (const definition of redisCommandDefinitions as readonly Definition[])
    if (definition.name === 'xadd' || definition.name === 'xtrim')
      definition.schema = accepting(definition.schema)
}
