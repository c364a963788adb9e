import { jdeChart } from '../jde/chart';
import { suggest, type KnownCode, type OpenCode } from './suggestion';

const open: OpenCode = {
  ...{ projectId: '2', projectNumber: '4425', subJob: '', costCode: '31-23-17', costType: 'S' },
  name: 'Trenching',
};
let line = 0;
const known = (costCode: string, account: string, more: Partial<KnownCode> = {}): KnownCode => ({
  ...{ projectId: '2', projectNumber: '4425', subJob: '', costCode, costType: 'S', name: null },
  ...{ target: jdeChart.parse(account), line: (line += 1) },
  ...more,
});
const elsewhere = { projectId: '1', projectNumber: '4411' };
const suggested = (...of: readonly KnownCode[]) => suggest(open, of, { chart: jdeChart, least: 60 });
const account = (found: ReturnType<typeof suggested>): string | null =>
  found.best === null ? null : jdeChart.print(found.best.target);

test('a code takes the account of the one next to it, with its own digits in place of that one', () => {
  expect(account(suggested(known('31-23-16', '4425.1340.312316'), known('26-05-00', '4425.1340.260500')))).toBe(
    '4425.1340.312317',
  );
});

test('what a code begins with counts: one of another division is not next to it', () => {
  expect(suggested(known('21-23-17', '4425.1340.212317'))).toEqual({ best: null, others: [] });
});

test('the same code of another project is carried over to this project', () => {
  expect(account(suggested(known('31-23-17', '4411.1340.312317', elsewhere)))).toBe('4425.1340.312317');
});

test("an account that names another project's job is not taken, unless codes of several projects lead to it", () => {
  const one = known('31-23-17', '30500.1340.7', elsewhere);
  expect(suggested(one)).toEqual({ best: null, others: [] });
  expect(account(suggested(one, known('03-30-00', '30500.1340.7', { projectId: '3', projectNumber: '4440' })))).toBe(
    '30500.1340.7',
  );
});

test('a code of another cost type suggests nothing, however alike it is', () => {
  expect(suggested(known('31-23-17', '4425.1310.312317', { costType: 'L' }))).toEqual({ best: null, others: [] });
});

test('a like name lifts a code, and another name lowers it', () => {
  const [like, unlike] = [
    known('31-23-10', '4425.1340.7', { name: 'Trenching' }),
    known('31-23-11', '4425.1341.7', { name: 'Dewatering' }),
  ];
  const found = suggested(like, unlike);
  expect(account(found)).toBe('4425.1340.7');
  expect(found.best).toMatchObject({ by: { name: 100 }, like: { costCode: '31-23-10' } });
  expect(found.best!.score).toBeGreaterThan(found.others[0]?.score ?? 0);
});

test('two that are as alike as each other and lead elsewhere: none is chosen, both are shown', () => {
  const found = suggested(known('31-23-16', '4425.1340.7'), known('31-23-18', '4425.1341.7'));
  expect(found.best).toBeNull();
  expect(found.others.map(({ target }) => target['object'])).toEqual(['1340', '1341']);
});

test('of two that are as alike, the one of the same project is chosen', () => {
  const found = suggested(known('31-23-17', '4411.1340.7', elsewhere), known('31-23-17', '4425.1341.7'));
  expect(account(found)).toBe('4425.1341.7');
});

test('others that are alike and lead to the same account are counted', () => {
  const found = suggested(
    known('31-23-16', '4425.1340.7'),
    known('31-23-15', '4425.1340.7'),
    known('31-23-00', '4425.1340.7'),
  );
  expect(found.best).toMatchObject({ agreeing: 2, like: { costCode: '31-23-15' } });
});

test('what the chart has no room for is not suggested', () => {
  const long: OpenCode = { ...open, costCode: '31-23-16-100' };
  const found = suggest(long, [known('31-23-16-10', '4425.1340.31231610')], { chart: jdeChart, least: 60 });
  expect(found).toEqual({ best: null, others: [] });
});
