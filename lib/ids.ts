/** Returns a new random id with a prefix for its kind, such as `job_0197f3…`. Ids sort by their creation time. */
export function newId(prefix: 'del' | 'grant' | 'job' | 'key' | 'proc' | 'req' | 'session' | 'we'): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${prefix}_${time}${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`
}
