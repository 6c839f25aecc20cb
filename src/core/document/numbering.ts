/** The numbers of headings and the words of dates, as official documents write them. */

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** The number in Chinese, 1 to 999: 十, 十一, 二十, 一百零五. */
export function chineseNumber(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const digit = (value: number) => DIGITS[value] ?? ''
  const rest = ones === 0 ? '' : digit(ones)
  if (hundreds > 0) {
    if (tens === 0) return `${digit(hundreds)}百${ones === 0 ? '' : `零${rest}`}`
    return `${digit(hundreds)}百${digit(tens)}十${rest}`
  }
  if (tens === 0) return digit(ones)
  return `${tens === 1 ? '' : digit(tens)}十${rest}`
}

/** Counts headings as they come; a heading begins the counts of all lower levels anew. */
export function headingNumbers(): (level: 1 | 2 | 3 | 4) => string {
  const counts = [0, 0, 0, 0]
  return (level) => {
    const count = (counts[level - 1] ?? 0) + 1
    counts.fill(0, level)
    counts[level - 1] = count
    switch (level) {
      case 1:
        return `${chineseNumber(count)}、`
      case 2:
        return `（${chineseNumber(count)}）`
      case 3:
        return `${count}.`
      case 4:
        return `（${count}）`
    }
  }
}

/** `2026-03-12` as 2026年3月12日; throws `RangeError` for what is not a date. */
export function dateInWords(iso: string): string {
  const date = Temporal.PlainDate.from(iso)
  return `${date.year}年${date.month}月${date.day}日`
}
