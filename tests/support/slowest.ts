import type { Reporter, TestModule } from 'vitest/node'

const shown = 10

/** Names the slowest test files at the end of a run of many. */
export const slowest: Reporter = {
  onTestRunEnd(modules) {
    if (modules.length <= shown) return
    const seconds = (module: TestModule) => module.diagnostic().duration / 1000
    const lines = modules
      .toSorted((a, b) => seconds(b) - seconds(a))
      .slice(0, shown)
      .map((module) => `${seconds(module).toFixed(1).padStart(7)} s  ${module.relativeModuleId}`)
    process.stdout.write(`\nThe slowest of ${modules.length} files:\n${lines.join('\n')}\n`)
  },
}
