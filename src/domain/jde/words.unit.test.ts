import { jdeWords } from './words';

test('a reference is written as people write it, whatever the order of its members', () => {
  expect(jdeWords.reference({ orderCompany: '00200', orderType: 'OP', orderNumber: '5012', suffix: '000' })).toBe(
    '5012 OP 00200',
  );
  expect(jdeWords.reference({})).toBe('');
});

test('a voucher is called by its batch until it has a number', () => {
  const rows = { ediUser: 'MLCONN', ediBatch: 'PC1', ediTransaction: 'PC1X' };
  expect(jdeWords.reference(rows)).toBe('MLCONN PC1 PC1X');
  expect(jdeWords.reference({ ...rows, documentNumber: '812', documentType: 'PV' })).toBe('812 PV');
});

test('two things are told apart by their numbers alone', () => {
  expect(jdeWords.identity({ orderNumber: '5012', orderType: 'OP' })).toBe('5012');
  expect(jdeWords.identity({ documentNumber: '812' })).toBe('812');
  expect(jdeWords.identity({ ediUser: 'MLCONN', ediBatch: 'PC1' })).toBe('');
});
