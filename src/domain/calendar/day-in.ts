/** The day in the books' time zone, `YYYY-MM-DD`: today, or that of a point in time. */
export function dayIn(timeZone: string, at: Date = new Date()): string {
  return formatOf(timeZone).format(at);
}

/** To make one takes half a millisecond, and a requisition asks for the day twice. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, made);
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();
