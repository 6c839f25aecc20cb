// How the process starts and ends: the errors that stop a start, in one clear line each, and the end together with the parent.

/** A start that cannot go on. The message is one line: what is wrong and what to do. Main prints it and exits with 1. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The code of a Node or PostgreSQL error (`ENOENT`, `28P01`), or '' when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** The first line of what an error says. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}

/** Words a failure of `listen` on an HTTP port that a setting gave. */
export function listenError(error: unknown, port: number, setting = 'PORT'): StartError {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is occupied: end the program that uses it, or start with another port, for example ${setting}=${port === 65_535 ? 8080 : port + 1}.`,
        { cause: error },
      )
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        `Port ${port} may not be opened by this user: take a port from 1024 on, for example ${setting}=8080.`,
        { cause: error },
      )
    default:
      return new StartError(`Port ${port} cannot be opened: ${messageOf(error)}.`, { cause: error })
  }
}

/** Words a failure to reach or write a folder or file. */
export function folderError(error: unknown, path: string): StartError {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        `This user may not write to ${path}: start as the user who owns it, or choose another data folder.`,
        { cause: error },
      )
    case 'EROFS':
      return new StartError(`${path} is on a read-only disk: choose another data folder.`, { cause: error })
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path)
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(`${path} is not a folder: choose another data folder.`, { cause: error })
    default:
      return new StartError(`The data folder ${path} cannot be used: ${messageOf(error)}.`, { cause: error })
  }
}

/** Says that there is no space left for `path`. */
export function diskFull(path: string): StartError {
  return new StartError(`The disk that holds ${path} is full: make space and start again.`)
}

/** Words a failure to connect to DATABASE_URL; never repeats the password. */
export function connectionError(error: unknown, url: string): StartError {
  const place = placeOf(url)
  if (place === undefined) {
    return new StartError(
      'DATABASE_URL is not an address of the form postgres://user:password@host:5432/database.',
    )
  }
  const line = describeConnection(codeOf(error), messageOf(error), place)
  return new StartError(line, { cause: error })
}

interface Place {
  host: string
  user: string
  database: string
  secrets: string[]
}

function placeOf(url: string): Place | undefined {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) return undefined
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const queryPassword = searchParams.get('password') ?? ''
  return {
    host: `${searchParams.get('host') ?? (hostname || 'localhost')}:${port || '5432'}`,
    user: decode(username),
    database: decode(pathname.slice(1)),
    secrets: [password, decode(password), queryPassword].filter((secret) => secret !== ''),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function describeConnection(code: string, message: string, { host, user, database, secrets }: Place): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `The database host of ${host} is not known: check the host name in DATABASE_URL.`
  }
  if (code === 'ECONNREFUSED') {
    return `No database answers at ${host}: start PostgreSQL there, or correct DATABASE_URL.`
  }
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || /timeout/i.test(message)) {
    return `The database at ${host} cannot be reached over the network: check DATABASE_URL and the firewall.`
  }
  if (code === '28P01' || code === '28000' || /password must be a string/.test(message)) {
    return `The database at ${host} does not let user "${user}" in: check user and password in DATABASE_URL.`
  }
  if (code === '3D000') {
    return `The database "${database}" does not exist at ${host}: create it with "createdb -E UTF8 ${database}".`
  }
  if (code === '42501') {
    return `User "${user}" may not use the database "${database}" at ${host}: make this user its owner.`
  }
  if (code === '53300') return `The database at ${host} has no free connection: raise max_connections.`
  if (code === '57P03')
    return `The database at ${host} is still starting or shutting down: try again in a moment.`
  const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message)
  return `The database at ${host} cannot be used: ${safe.replace(/\.$/, '')}.`
}

/**
 * Ends this process when the process that started it (scripts/start.mjs) is gone, even by kill -9.
 * Does nothing when there is no such parent. `stop` gets the chance to end everything in order first.
 */
export function exitWithParent(stop: () => Promise<void>): void {
  if (process.channel === undefined) return
  process.once('disconnect', () => {
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
  // Listening must not keep alive a process that has nothing else to do.
  process.channel?.unref()
}
