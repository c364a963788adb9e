/** What somebody may do, the least first: each role may what the ones before it may. */
export const roles = ['viewer', 'operator', 'approver', 'admin'] as const;

export type Role = (typeof roles)[number];

export function mayAct(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Whoever issues keys writes a person always the same way; case and blanks make no second person. */
export function samePerson(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(person: string): string {
  return person.trim().replace(/\s+/g, ' ').toLowerCase();
}
