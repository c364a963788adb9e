import type { JsonObject } from '../../http/json-value';
import { LosslessNumber } from 'lossless-json';

const TERM = /^\s*(\w+)\s+(eq|ne|gt|ge|lt|le|sw|co)\s+("(?:[^"\\]|\\.)*"|-?\d+)(?:\s+and\b|\s*$)/i;

const NAMES: readonly string[] = [
  ...['requestId', 'parentRequestId', 'absParentRequestId', 'state', 'errorType', 'requestType', 'submitter'],
  ...['submissionTime', 'processStartTime', 'processEndTime', 'completedTime', 'elapsedTime'],
];

/**
 * `absParentRequestId eq 9763072 and state eq "RUNNING"`: texts in double quotes, joined by `and`. Undefined when it
 * cannot be read.
 */
export function schedulerTest(text: string): ((row: JsonObject) => boolean) | undefined {
  const tests: ((row: JsonObject) => boolean)[] = [];
  for (let rest = text; rest.trim() !== '';) {
    const [whole = '', name = '', operator = '', literal = ''] = TERM.exec(rest) ?? [];
    if (whole === '' || !NAMES.includes(name)) return undefined;
    const wanted = literal.startsWith('"') ? literal.slice(1, -1).replace(/\\(.)/g, '$1') : literal;
    tests.push((row) => fits(row[name], operator.toLowerCase(), wanted));
    rest = rest.slice(whole.length);
  }
  return (row) => tests.every((test) => test(row));
}

function fits(cell: JsonObject[string] | undefined, operator: string, wanted: string): boolean {
  if (cell === null || cell === undefined) return operator === 'ne';
  const isNumber = cell instanceof LosslessNumber;
  const text = isNumber ? cell.value : typeof cell === 'string' ? cell : '';
  const order = isNumber ? Number(text) - Number(wanted) : text < wanted ? -1 : text > wanted ? 1 : 0;
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'sw':
      return text.startsWith(wanted);
    default:
      return text.includes(wanted);
  }
}
