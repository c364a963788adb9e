import { Rejected, Unavailable } from '../../http/client-error';
import { parseAnswer } from '../../http/schema-at-edge';
import type { AisCaller } from '../ais/ais-caller';
import { answerError, isExpiredResult, nestedFormErrors } from '../ais/errors';
import { gridAnswerSchema, sysErrorsSchema, type TableRow } from '../ais/schemas';
import type { JdeSettings } from '../settings';
import { ReadsTogether } from './reads-together';
import { after, type Condition, type TableQuery } from './table-query';

export interface Browsed<Column extends string> {
  readonly rows: readonly TableRow<Column>[];
  readonly sessionId: string;
}

interface Page<Column extends string> extends Browsed<Column> {
  readonly moreRecords: boolean;
}

/** Reads of tables by `POST dataservice`, BROWSE with GRID_DATA (reference 4). */
export class DataService {
  readonly #reads: ReadsTogether;
  readonly #settings: JdeSettings;

  constructor(caller: AisCaller, settings: JdeSettings, nowMs: () => number) {
    this.#reads = new ReadsTogether(caller, settings, nowMs);
    this.#settings = settings;
  }

  async browse<Column extends string>(query: TableQuery<Column>): Promise<Browsed<Column>> {
    const first = await this.#page(query, query.conditions);
    if (!first.moreRecords || query.firstRows !== undefined) return first;
    const { pageBy } = query;
    if (pageBy === undefined) throw cut(query, 'more rows than one page holds and no column to go on by');
    const rows: TableRow<Column>[] = [];
    let page = first;
    while (page.moreRecords) {
      const last = page.rows.at(-1)?.[pageBy] ?? '';
      // The last value may go on in the next page: its rows are left to that one.
      const whole = page.rows.filter((row) => row[pageBy] !== last);
      const reached = whole.at(-1)?.[pageBy];
      if (reached === undefined) throw cut(query, `more rows with one ${pageBy} than one page holds`);
      rows.push(...whole);
      page = await this.#page(query, [...query.conditions, after(pageBy, reached)]);
    }
    return { rows: [...rows, ...page.rows], sessionId: page.sessionId };
  }

  async #page<Column extends string>(
    query: TableQuery<Column>,
    conditions: readonly Condition[],
  ): Promise<Page<Column>> {
    const operation = `read ${query.table}`;
    const body = this.#request(query, conditions);
    const { answer, sessionId } = await this.#reads.ask({ table: query.table, body });
    const value = answer.body.kind === 'json' ? answer.body.value : undefined;
    const said = systemTexts(value);
    if (isExpiredResult(said)) throw unusable(query, 'the query results expired', said, answer.status);
    if (answer.status !== 200 || value === undefined)
      throw answerError(answer, { operation, effect: 'read', ask: authorityAsk(query) });
    if (said.length > 0) throw unusable(query, 'answered 200 with system errors', said, 200);
    const facts = { system: 'jde', operation, status: 200, correlationId: answer.correlationId } as const;
    const schema = gridAnswerSchema(query.table, query.columns);
    const { rows, moreRecords, errors } = parseAnswer(schema, value, { ...facts, effect: 'read' });
    if (errors.length > 0) throw unusable(query, 'answered 200 with errors', nestedFormErrors({ errors }), 200);
    return { rows, moreRecords, sessionId };
  }

  #request<Column extends string>(query: TableQuery<Column>, conditions: readonly Condition[]): object {
    const { table } = query;
    return {
      targetName: table,
      targetType: 'table',
      dataServiceType: 'BROWSE',
      outputType: 'GRID_DATA',
      findOnEntry: 'TRUE',
      returnControlIDs: query.columns.map((column) => `${table}.${column}`).join('|'),
      maxPageSize: String(query.firstRows ?? this.#settings.pageSize),
      ...(conditions.length === 0
        ? {}
        : {
            query: {
              autoFind: true,
              matchType: 'MATCH_ALL',
              condition: conditions.map(({ column, operator, values, special }) => ({
                controlId: `${table}.${column}`,
                operator,
                value: values.map((content) => ({ content, specialValueId: special ?? 'LITERAL' })),
              })),
            },
          }),
      ...(query.pageBy === undefined
        ? {}
        : { aggregation: { orderBy: [{ column: query.pageBy, direction: query.direction ?? 'ASC' }] } }),
    };
  }
}

function authorityAsk(query: TableQuery<string>): string {
  return `ask the JDE security administrator for read access of the service user to table ${query.table}`;
}

function cut(query: TableQuery<string>, why: string): Rejected {
  const operation = `read ${query.table}`;
  const detail = { reason: 'rowsCut' };
  return new Rejected(`jde ${operation}: ${why} (${query.purpose})`, { system: 'jde', operation, status: 200, detail });
}

function unusable(query: TableQuery<string>, why: string, said: readonly string[], status: number): Unavailable {
  const operation = `read ${query.table}`;
  const detail = { reason: 'systemErrors' };
  return new Unavailable(`jde ${operation}: ${why}`, { system: 'jde', operation, status, detail, said });
}

function systemTexts(value: unknown): readonly string[] {
  const { data } = sysErrorsSchema.safeParse(value);
  return data?.sysErrors.map((error) => error.DESC || error.TITLE || 'system error without a text') ?? [];
}
