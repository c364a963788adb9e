import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultSchema } from './control/fault';
import { SERVED } from './resources/catalog';
import { parseSettings, settingsSchema } from './settings';

const readme = readFileSync(join(__dirname, 'README.md'), 'utf8');
const section = (title: string): string => readme.split(/^## /m).find((each) => each.startsWith(title)) ?? '';
const names = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

describe('the README of the Fusion sandbox', () => {
  test('has every setting, and no other', () => {
    const rows = section('Settings')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((line) => names(line.split('|')[1] ?? ''));
    expect([...listed].sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  test('has every kind of fault and every resource that is served', () => {
    const known = new Set(names(readme));
    for (const kind of faultSchema.shape.kind.options) expect(known).toContain(kind);
    for (const { name } of SERVED) expect(known).toContain(name);
  });
});

test('a setting that does not exist is refused by its name', () => {
  expect(() => parseSettings({ nope: true })).toThrow('nope');
});
