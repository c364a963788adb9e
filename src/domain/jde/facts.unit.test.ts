import { causeKey } from '../holds/cause-key';
import { jdeFactKey } from './facts';

test('a company that was read releases what waits for any of its periods', () => {
  expect(jdeFactKey.company('00200').causes).toEqual([causeKey.period('00200')]);
});

test('other records release what waits for them by name', () => {
  const account = { businessUnit: '4411', object: '1340', subsidiary: '26010' };
  expect(jdeFactKey.account(account).causes).toEqual([causeKey.account('4411.1340.26010')]);
  expect(jdeFactKey.businessUnit('4411').causes).toEqual(['account:4411']);
  expect(jdeFactKey.supplier('70123', 'p1').causes).toEqual(['vendor:p1']);
});
