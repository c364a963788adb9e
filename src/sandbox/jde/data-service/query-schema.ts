import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';

const number = z.instanceof(LosslessNumber).transform((value) => value.value);
const text = z.union([z.string(), number]);
const flag = z.union([z.boolean(), z.string().transform((value) => value.toLowerCase() === 'true')]);

const conditionSchema = z.object({
  controlId: z.string(),
  operator: z.enum([
    'EQUAL',
    'NOT_EQUAL',
    'LESS',
    'LESS_EQUAL',
    'GREATER',
    'GREATER_EQUAL',
    'BETWEEN',
    'LIST',
    'STR_START_WITH',
    'STR_END_WITH',
    'STR_CONTAIN',
    'STR_BLANK',
    'STR_NOT_BLANK',
  ]),
  value: z
    .array(
      z.object({
        content: text.default(''),
        specialValueId: z
          .enum([
            'LITERAL',
            'LOGIN_USER',
            'TODAY',
            'TODAY_PLUS_DAY',
            'TODAY_MINUS_DAY',
            'TODAY_PLUS_MONTH',
            'TODAY_MINUS_MONTH',
            'TODAY_PLUS_YEAR',
            'TODAY_MINUS_YEAR',
          ])
          .default('LITERAL'),
      }),
    )
    .default([]),
});

const simpleQuerySchema = z.object({
  autoFind: flag.optional(),
  matchType: z.enum(['MATCH_ALL', 'MATCH_ANY']).default('MATCH_ALL'),
  condition: z.array(conditionSchema).default([]),
});

const querySchema = simpleQuerySchema.extend({
  complexQuery: z
    .array(z.object({ query: simpleQuerySchema, andOr: z.enum(['AND', 'OR']).default('AND') }))
    .default([]),
});

const aggregationSchema = z.object({
  aggregations: z
    .array(
      z.object({
        aggregation: z.enum(['SUM', 'MIN', 'MAX', 'AVG', 'COUNT', 'COUNT_DISTINCT', 'SUM_DISTINCT', 'AVG_DISTINCT']),
        column: z.string(),
      }),
    )
    .default([]),
  groupBy: z.array(z.object({ column: z.string() })).default([]),
  orderBy: z.array(z.object({ column: z.string(), direction: z.enum(['ASC', 'DESC']).default('ASC') })).default([]),
});

export const dataRequestSchema = z.object({
  targetName: z.string(),
  targetType: z.enum(['table', 'view']),
  dataServiceType: z.enum(['BROWSE', 'COUNT', 'AGGREGATION']),
  outputType: z.string().optional(),
  findOnEntry: flag.optional(),
  returnControlIDs: z.string().optional(),
  maxPageSize: text.optional(),
  enableNextPageProcessing: flag.optional(),
  nextPageTimeInterval: text.optional(),
  query: querySchema.optional(),
  aggregation: aggregationSchema.prefault({}),
  having: z.undefined({ error: 'is not served by this sandbox' }).optional(),
});

export type Condition = z.infer<typeof conditionSchema>;
export type DataRequest = z.infer<typeof dataRequestSchema>;
export type DataQuery = z.infer<typeof querySchema>;
