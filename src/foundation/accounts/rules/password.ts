// What makes a password too weak: short, the person's own name, or what everybody guesses first. No composition rules.

/** So many earlier passwords may not come back. */
export const rememberedPasswords = 5

export type PasswordFault = 'too_short' | 'own_name' | 'guessable'

/** Words of this product and its surroundings, and the words that passwords are most often built around. */
const words = [
  'password',
  'passwd',
  'passw0rd',
  'p@ssw0rd',
  'admin',
  'administrator',
  'welcome',
  'letmein',
  'iloveyou',
  'woaini',
  'linghang',
  'hospital',
  'yiyuan',
  'dangjian',
  'zhibu',
  'mima',
  '领航',
  '密码',
  '医院',
  '党建',
] as const

/** Rows of the keyboard and the orders that everybody knows; any three neighbours of them are a run. */
const orders = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  '!@#$%^&*()',
]
const reversed = orders.map((order) => Array.from(order).toReversed().join(''))

/** After taking out known words, years, runs and repetitions, fewer characters than this are left of a guessable one. */
const leastOwn = 5

/** Characters as people count them: a rare one that JavaScript keeps in two parts is one. */
export const lengthOf = (text: string): number => Array.from(text).length

/** What is wrong with a new password; empty when nothing is. Compared in lower case. */
export function passwordFaults(
  password: string,
  of: { readonly least: number; readonly username: string; readonly displayName: string },
): readonly PasswordFault[] {
  const faults: PasswordFault[] = []
  if (lengthOf(password) < of.least) faults.push('too_short')
  const text = password.toLowerCase()
  const own = [of.username, of.displayName, ...of.username.split(/[^\p{L}\p{N}]+/u)]
    .map((word) => word.toLowerCase())
    .filter((word) => lengthOf(word) >= (/^\p{Script=Han}+$/u.test(word) ? 2 : 4))
  if (own.some((word) => text.includes(word))) faults.push('own_name')
  if (lengthOf(ownPart(text)) < leastOwn) faults.push('guessable')
  return faults
}

/** What is left of a password that is nobody's common property. */
function ownPart(text: string): string {
  let left = text
  for (const word of words) left = left.replaceAll(word, ' ')
  left = left.replaceAll(/(19|20)\d\d/g, ' ')
  left = withoutRuns(left)
  // What only repeats itself counts once.
  left = left.replaceAll(/(.{1,6}?)\1+/gu, '$1')
  return left.replaceAll(/\s+/g, '')
}

function withoutRuns(text: string): string {
  let left = ''
  let at = 0
  while (at < text.length) {
    const length = runAt(text, at)
    if (length >= 3) at += length
    else {
      left += text[at]
      at += 1
    }
  }
  return left
}

/** How long the run of neighbours is that begins here. */
function runAt(text: string, at: number): number {
  let longest = 0
  for (const order of [...orders, ...reversed]) {
    const start = order.indexOf(text[at] ?? '')
    if (start < 0) continue
    let length = 1
    while (at + length < text.length && order[start + length] === text[at + length]) length += 1
    longest = Math.max(longest, length)
  }
  return longest
}
