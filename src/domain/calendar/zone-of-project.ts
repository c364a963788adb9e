import { IANAZone } from 'luxon';

/** The time zone in which the days of a project count: its own, else that of the books. Procore does not say how it writes them. */
export function zoneOfProject(project: { readonly timeZone: string | null } | null, books: string): string {
  const own = project?.timeZone ?? null;
  return own !== null && IANAZone.isValidZone(own) ? own : books;
}
