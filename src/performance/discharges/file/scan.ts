// Splits the bytes of a CSV file into rows and cells as they come in, without decoding and in constant memory.

export type Row = {
  /** The line on which the row begins, from 1. */
  line: number
  buffer: Buffer
  /** First byte of the row, and the byte after its last. */
  from: number
  to: number
  /** Cells: where each begins and ends; beyond `mostCells` they are only counted. */
  count: number
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
  const row: Row = {
    line: 0,
    buffer: Buffer.alloc(0),
    from: 0,
    to: 0,
    count: 0,
    starts: new Int32Array(mostCells),
    ends: new Int32Array(mostCells),
    unclosed: false,
  }
  let rest: Buffer = Buffer.alloc(0)
  let line = 1

  const cell = (from: number, to: number): void => {
    if (row.count < mostCells) {
      row.starts[row.count] = from
      row.ends[row.count] = to
    }
    row.count += 1
  }

  const scan = (buffer: Buffer, last: boolean, each: (row: Row) => void): number => {
    const size = buffer.length
    row.buffer = buffer
    let rowFrom = 0
    let cellFrom = 0
    let at = 0
    let lines = 0
    row.count = 0
    const close = (to: number): void => {
      row.line = line
      row.from = rowFrom
      row.to = to
      each(row)
      line += lines + 1
      lines = 0
      row.count = 0
      row.unclosed = false
    }
    while (at < size) {
      const byte = buffer[at] ?? 0
      if (byte > comma) {
        at += 1
        continue
      }
      if (byte === comma) {
        cell(cellFrom, at)
        at += 1
        cellFrom = at
        continue
      }
      if (byte === newline) {
        const to = at > rowFrom && buffer[at - 1] === carriage ? at - 1 : at
        // An empty line is no row.
        if (row.count === 0 && to === rowFrom) line += 1
        else {
          cell(cellFrom, to)
          close(to)
        }
        at += 1
        rowFrom = at
        cellFrom = at
        continue
      }
      if (byte === quotation && at === cellFrom) {
        const closing = closingMark(buffer, at + 1)
        if (closing === -1) {
          if (!last && size - rowFrom < mostBytes) return rowFrom
          // Never closed: this line is the row, and reading goes on with the next.
          const found = buffer.indexOf(newline, rowFrom)
          const end = found === -1 ? size : found
          row.count = 0
          cell(rowFrom, end)
          row.unclosed = true
          close(end)
          at = end + 1
          rowFrom = at
          cellFrom = at
          lines = 0
          continue
        }
        for (let inside = at; inside < closing; inside += 1) if (buffer[inside] === newline) lines += 1
        at = closing + 1
        continue
      }
      at += 1
    }
    if (last && rowFrom < size) {
      cell(cellFrom, size)
      close(size)
      return size
    }
    return Math.min(rowFrom, size)
  }

  return {
    push: (chunk, each) => {
      const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      rest = buffer.subarray(scan(buffer, false, each))
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
