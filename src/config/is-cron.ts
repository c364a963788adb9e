const limits = [59, 23, 31, 12, 7];

/** Only the shape: Temporal reads the rest, and would refuse it in the background where nobody looks. */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === limits.length &&
    fields.every((field, index) =>
      field.split(',').every((part) => {
        const [range = '', step, ...rest] = part.split('/');
        if (rest.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false;
        if (range === '*') return true;
        if (/^[A-Za-z]{3}(-[A-Za-z]{3})?$/.test(range)) return index >= 3;
        const bounds = range.split('-');
        return (
          bounds.length <= 2 &&
          bounds.every((bound) => /^\d{1,2}$/.test(bound) && Number(bound) <= (limits[index] ?? 0))
        );
      }),
    )
  );
}
