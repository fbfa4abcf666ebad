import { registerHooks } from 'node:module'

/** Generators that are imported after this get TypeScript 5: they need the compiler's API, which 7 does not have yet. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
})
