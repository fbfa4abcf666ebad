/** A new random id with a prefix that names its kind, such as `job_0197f3…`: sortable by the time it was made. */
export function newId(prefix: 'del' | 'grant' | 'job' | 'key' | 'proc' | 'req' | 'session' | 'we'): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${prefix}_${time}${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`
}
