import { startStage } from './tests/fuzz/stage.ts'
const s = await startStage(26_000)
console.log(s.url, s.key)
process.on('SIGTERM', async () => { await s.close(); process.exit(0) })
setInterval(()=>{}, 1000)
