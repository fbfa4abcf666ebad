// Loaded into the server that the launcher starts: should the launcher be killed, the server ends too.
process.on('disconnect', () => process.exit(0))
// It may have been killed before this was loaded. Undefined in processes that have no such parent.
if (process.connected === false) process.exit(0)
