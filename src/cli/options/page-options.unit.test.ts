import type { Page, PageRequest } from '../../application/page';
import { pageReader } from './page-options';

/** A list of the numbers below 2500, whose cursor is the next number. */
function numbers({ limit = 100, after = '0' }: PageRequest): Promise<Page<number>> {
  const first = Number(after);
  const rows = Array.from({ length: Math.min(limit, 2500 - first) }, (_, index) => first + index);
  return Promise.resolve({ rows, next: first + rows.length < 2500 ? String(first + rows.length) : null });
}

test('without a limit a list is read to its end, page by page', async () => {
  const asked: PageRequest[] = [];
  const { rows, next } = await pageReader({})((page) => {
    asked.push(page);
    return numbers(page);
  });
  expect(rows).toEqual(Array.from({ length: 2500 }, (_, index) => index));
  expect(next).toBeNull();
  expect(asked).toEqual([{ limit: 1000 }, { limit: 1000, after: '1000' }, { limit: 1000, after: '2000' }]);
});

test('with a limit it is one page, and where it goes on', async () => {
  expect(await pageReader({ limit: '2', after: '10' })(numbers)).toEqual({ rows: [10, 11], next: '12' });
  expect(await pageReader({ limit: '2', after: '2498' })(numbers)).toEqual({ rows: [2498, 2499], next: null });
});

test('without a limit, but with a place, it is the rest', async () => {
  expect((await pageReader({ after: '2400' })(numbers)).rows).toHaveLength(100);
});
