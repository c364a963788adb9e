import { refusedMembers } from '../../../../domain/fusion/journals/refused-rows';
import { directCostMember } from '../../../../domain/fusion/journals/journal-member.fixture';
import { readImportReport } from './import-report';

const file = (name: string, lines: readonly string[]) => ({ name, content: Buffer.from(`${lines.join('\r\n')}\r\n`) });
const legend = [
  'Error Key',
  '---------',
  'EF04  The account is invalid.',
  'EF01  This account is inactive.',
  'EX99  Something new.',
];
const report = (errors: readonly string[], unbalanced: readonly string[] = []) =>
  readImportReport([
    file('1.log', ['Total logical records rejected:      0', 'EF04 in a log is no line of the report']),
    file('2.txt', [
      'Procore  835822269  Error',
      'Total: 1 group id(s)',
      '',
      '=== Unbalanced Journal Entries ===',
      ...unbalanced,
      '',
      'Error Lines',
      ...errors,
      '',
      ...legend,
    ]),
  ]);

test('codes count where they begin a line of the two sections; the legend of all codes is none', () => {
  const read = report(['EF04,EC03  Procore  2026-10-19  USD  101-10-99999-000  30'], ['EU02  directCost/4  USD  1  2']);
  expect(read.errors.map(({ codes }) => codes)).toEqual([['EU02'], ['EF04', 'EC03']]);
  expect(read).toMatchObject({ groups: 1, rejectedRows: 0, key: { EF04: 'The account is invalid.' } });
});

test('a warning refuses nothing, and no group at all is told', () => {
  expect(report([], ['WU01  directCost/4  USD  1  2']).errors).toEqual([]);
  expect(readImportReport([file('2.txt', ['Total: 0 group id(s)'])]).groups).toBe(0);
  expect(readImportReport([]).groups).toBeNull();
});

describe('whose line it was', () => {
  const on = (id: number, account: string, accountingDate = '2026-10-19') => {
    const one = directCostMember(id, '30.00', { accountingDate });
    return { ...one, lines: [{ ...one.lines[0]!, account }, one.lines[1]!] };
  };
  const members = [on(1, '101.10.60530.000'), on(2, '101.10.99999.000'), on(3, '101.10.99999.000', '2026-10-20')];
  const named = (errors: readonly string[], unbalanced: readonly string[] = []) =>
    refusedMembers(members, report(errors, unbalanced)).map(({ name }) => name);

  test('all that have the account on that day, whatever the separator of the report', () => {
    expect(named(['EF04  Procore  2026-10-19  USD  101-10-99999-000  30'])).toEqual(['directCost/2']);
    expect(named(['EF04  Procore  101.10.99999.000'])).toEqual(['directCost/2', 'directCost/3']);
  });

  test('the journal that does not balance', () => {
    expect(named([], ['EU02  directCost/3  USD  30.00  29.00'])).toEqual(['directCost/3']);
  });

  test('nobody, where a line fits none of ours: then none of the others can be told to be right', () => {
    const strange = 'EF04  Procore  2026-10-19  USD  999-99-99999-999  30';
    expect(named(['EF04  Procore  2026-10-19  USD  101-10-99999-000  30', strange])).toEqual([]);
  });

  test('a code that nobody knows is told in the words of the report', () => {
    const [told] = refusedMembers(members, report(['EX99  Procore  2026-10-19  101.10.99999.000']));
    expect(told?.problems[0]?.message).toContain('EX99 (Something new.)');
  });
});
