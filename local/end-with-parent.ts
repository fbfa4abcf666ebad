// Preloaded into the server that the launcher starts: if the launcher is killed, the server exits too.
process.on('disconnect', () => process.exit(0))
// The launcher may have been killed before this file was loaded. Undefined in processes without an IPC parent.
if (process.connected === false) process.exit(0)
