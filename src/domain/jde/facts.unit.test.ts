import { causeKey } from '../holds/cause-key';
import { jdeFactCauses, jdeFactKey } from './facts';
import { company } from './plan.fixture';

test('a company that was read releases the periods around its open ones', () => {
  const causes = jdeFactCauses(jdeFactKey.company('00200'), company);
  expect(causes).toEqual(['2026-09', '2026-10', '2026-11', '2026-12'].map((month) => causeKey.period('00200', month)));
  expect(jdeFactCauses(jdeFactKey.company('00200'), null)).toEqual([]);
});

test('other records release what the key says, also when there is none', () => {
  expect(jdeFactCauses(jdeFactKey.businessUnit('4411'), null)).toEqual(['account:4411']);
  expect(jdeFactCauses(jdeFactKey.supplier('70123', 'p1'), {})).toEqual(['vendor:p1']);
});
