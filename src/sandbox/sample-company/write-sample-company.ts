import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'lossless-json';
import { generate, type SampleCompany, type SampleCompanyOptions } from './generate';

/** Files with the same names are overwritten; others in the folder are left alone. */
export function writeSampleCompany(folder: string, options: SampleCompanyOptions): SampleCompany {
  const company = generate(options);
  for (const [path, content] of Object.entries(company.json)) {
    write(folder, path, `${stringify(content, null, 1) ?? 'null'}\n`);
  }
  for (const [path, content] of Object.entries(company.text)) {
    write(folder, path, content);
  }
  return company;
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
