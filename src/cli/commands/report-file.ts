import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { badInput } from '../../application/action-error';

/** The form that a file's ending asks for; its ending must be one of `forms`. */
export function formOf<Form>(forms: Readonly<Record<string, Form>>, file: string): Form {
  const found = Object.entries(forms).find(([extension]) => extension === extname(file).toLowerCase());
  if (found === undefined) throw badInput('--file', [`${file}: must end in ${Object.keys(forms).join(', ')}`]);
  return found[1];
}

/** Readable by its owner only: it says amounts. */
export async function writeReport(path: string, file: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch((cause: unknown) => {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw badInput(file, [`cannot be written${code}`]);
  });
}
