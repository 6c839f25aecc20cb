// The day in China of a moment of the server, as tables show it.

export function dayOf(moment: string | null): string {
  if (moment === null) return ''
  // The server tells instants; a browser elsewhere still shows the day of the institution.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(moment))
}
