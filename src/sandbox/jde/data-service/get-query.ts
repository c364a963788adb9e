import type { AisRequest } from '../ais-request';
import { DataServiceError } from './data-service-error';
import { dataRequestSchema, type DataRequest } from './query-schema';

const OPERATORS: Readonly<Record<string, string>> = {
  EQ: 'EQUAL',
  NE: 'NOT_EQUAL',
  LT: 'LESS',
  LE: 'LESS_EQUAL',
  GT: 'GREATER',
  GE: 'GREATER_EQUAL',
  CONTAINS: 'STR_CONTAIN',
  STARTSWITH: 'STR_START_WITH',
  ENDSWITH: 'STR_END_WITH',
};

/** `$field`, `$filter`, `$sort`, `$limit` as the POST form that means the same. */
export function getQuery(request: AisRequest, targetName: string, targetType: 'table' | 'view'): DataRequest {
  const condition = request.query.getAll('$filter').map((filter) => {
    const [controlId = '', word = '', content = '', specialValueId] = filter.trim().split(' ');
    const operator = OPERATORS[word.toUpperCase()];
    if (operator === undefined) {
      throw new DataServiceError(
        400,
        `$filter "${filter}" must be <field> <${Object.keys(OPERATORS).join('|')}> <value>`,
      );
    }
    return { controlId, operator, value: [{ content, specialValueId: specialValueId ?? 'LITERAL' }] };
  });
  const orderBy = request.query.getAll('$sort').map((sort) => {
    const [column = '', direction] = sort.trim().split(' ');
    return { column, direction: direction ?? 'ASC' };
  });
  const parsed = dataRequestSchema.safeParse({
    targetName,
    targetType,
    dataServiceType: 'BROWSE',
    outputType: request.query.get('$outputType') ?? 'GRID_DATA',
    findOnEntry: true,
    returnControlIDs: request.query.getAll('$field').join('|'),
    maxPageSize: request.query.get('$limit') ?? undefined,
    query: { matchType: request.query.get('$filterType') ?? 'MATCH_ALL', condition },
    aggregation: { orderBy },
  });
  if (!parsed.success) {
    throw new DataServiceError(400, `The query cannot be read: ${parsed.error.issues[0]?.message ?? ''}`);
  }
  return parsed.data;
}
