import { registerHooks } from 'node:module'

/** Generators imported after this file get TypeScript 5: they need the compiler API, which version 7 does not have yet. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
})
