const WORD = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** A word of a closed list or an opaque id. Anything that could be an amount, a person's or a firm's name in full, or text becomes `other`. */
export function metricLabel(value: string): string {
  return WORD.test(value) ? value : 'other';
}
