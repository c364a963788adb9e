import { numberOf, type JsonObject } from '../../http/json-value';
import { sortRows } from './sort-rows';

describe('sortRows', () => {
  const rows = ['562949953480001', '9007199254740993', '7'].map((id): JsonObject => ({ id: numberOf(id) }));
  const ids = (sort: string) => sortRows(rows, new URLSearchParams({ sort }), ['id']).map((row) => String(row['id']));

  test('ids are sorted by value, not by their digits', () => {
    expect(ids('id')).toEqual(['7', '562949953480001', '9007199254740993']);
    expect(ids('-id')).toEqual(['9007199254740993', '562949953480001', '7']);
  });

  test('a field that the endpoint does not sort by is ignored', () => {
    expect(ids('name')).toEqual(['562949953480001', '9007199254740993', '7']);
  });
});
