// Splits the bytes of a CSV file into rows and cells as they come in, without decoding and in constant memory.

export type Row = {
  /** The line on which the row begins, from 1. */
  line: number
  buffer: Buffer
  /** First byte of the row, and the byte after its last. */
  from: number
  to: number
  /** How many cells the row has. Beyond `mostCells` they are only counted. */
  count: number
  /** The columns that are not empty, ascending: the first `filledCount` entries. Most cells of a front page are empty. */
  readonly filled: Int32Array
  filledCount: number
  /** Where a cell begins and ends; of an empty one both are 0. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** A quotation that is not closed: the row is the line on which it begins. */
  unclosed: boolean
}

export const mostCells = 2048
/** No row of a front page is longer; a quotation that runs further was never closed. */
const mostBytes = 256 * 1024

const comma = 44
const newline = 10
const carriage = 13
const quotation = 34

export type Scanner = {
  /** Takes the next bytes; calls for each complete row. The row is only valid during the call. */
  readonly push: (chunk: Buffer, each: (row: Row) => void) => void
  /** The file has ended. */
  readonly end: (each: (row: Row) => void) => void
}

/**
 * Works on bytes, because in UTF-8 and in GB18030 alike no byte of a longer character is a comma, a quotation mark or
 * a line break. Quoted cells may hold all three; a doubled mark inside stays doubled (`cellText` undoes it).
 */
export function openScanner(): Scanner {
  const filled = new Int32Array(mostCells)
  const starts = new Int32Array(mostCells)
  const ends = new Int32Array(mostCells)
  const row: Row = {
    line: 1,
    buffer: Buffer.alloc(0),
    from: 0,
    to: 0,
    count: 0,
    filled,
    filledCount: 0,
    starts,
    ends,
    unclosed: false,
  }
  let rest: Buffer = Buffer.alloc(0)

  const forget = (): void => {
    for (let index = 0; index < row.filledCount; index += 1) {
      const column = filled[index] ?? 0
      starts[column] = 0
      ends[column] = 0
    }
    row.filledCount = 0
  }

  /** Never closed: the line is the row, a single cell, and reading goes on with the next line. */
  const unclosedRow = (buffer: Buffer, from: number, each: (row: Row) => void): number => {
    forget()
    const found = buffer.indexOf(newline, from)
    const end = found === -1 ? buffer.length : found
    row.count = 1
    row.to = end
    row.unclosed = true
    each(row)
    row.unclosed = false
    row.line += 1
    return end + 1
  }

  /** Reads the row that begins at `from`. Answers where the next one begins; -1: the row is not there as a whole. */
  const readRow = (buffer: Buffer, from: number, last: boolean, each: (row: Row) => void): number => {
    forget()
    row.from = from
    const size = buffer.length
    let count = 0
    let filledCount = 0
    let lines = 1
    let cellFrom = from
    let at = from
    for (; at < size; at += 1) {
      const byte = buffer[at] ?? 0
      if (byte > comma) continue
      if (byte === comma) {
        if (at !== cellFrom && count < mostCells) {
          starts[count] = cellFrom
          ends[count] = at
          filled[filledCount] = count
          filledCount += 1
        }
        count += 1
        cellFrom = at + 1
      } else if (byte === newline) break
      else if (byte === quotation && at === cellFrom) {
        const closing = closingMark(buffer, at + 1)
        if (closing === -1) {
          row.filledCount = filledCount
          return last || size - from >= mostBytes ? unclosedRow(buffer, from, each) : -1
        }
        for (; at < closing; at += 1) if (buffer[at] === newline) lines += 1
      }
    }
    row.filledCount = filledCount
    if (at === size && !last) return -1
    const to = at < size && at > from && buffer[at - 1] === carriage ? at - 1 : at
    if (to > cellFrom && count < mostCells) {
      starts[count] = cellFrom
      ends[count] = to
      filled[filledCount] = count
      row.filledCount = filledCount + 1
    }
    row.count = count + 1
    row.to = to
    // An empty line is no row.
    if (to > from) each(row)
    row.line += lines
    return at + 1
  }

  const scan = (buffer: Buffer, last: boolean, each: (row: Row) => void): Buffer => {
    row.buffer = buffer
    let at = 0
    while (at < buffer.length) {
      const next = readRow(buffer, at, last, each)
      if (next === -1) break
      at = next
    }
    return buffer.subarray(at)
  }

  return {
    push: (chunk, each) => {
      rest = scan(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false, each)
    },
    end: (each) => {
      scan(rest, true, each)
      rest = Buffer.alloc(0)
    },
  }
}

/** The mark that closes a quotation: one that is not doubled. -1: there is none yet. */
function closingMark(buffer: Buffer, from: number): number {
  let at = from
  for (;;) {
    const mark = buffer.indexOf(quotation, at)
    if (mark === -1) return -1
    if (buffer[mark + 1] !== quotation) return mark
    at = mark + 2
  }
}
