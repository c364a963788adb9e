import { isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { omit, pick, published } from '../list/members';
import { withStringIds } from '../list/v2-ids';
import type { AnswerSettings } from './answer-settings';
import { currencyCode } from './currency';
import { LINE_ITEM_TYPE_MEMBERS, LINE_MEMBERS, V2_LINE_MEMBERS } from './published-commitment';

/** By its own v1.0 endpoint: the cost code in full, the WBS code without segments, the currency without a rate. */
export function listedLine(answers: AnswerSettings, line: JsonObject, members = LINE_MEMBERS): JsonObject {
  const type = line['line_item_type'];
  const code = line['wbs_code'];
  const row: JsonObject = {
    ...line,
    ...(isJsonObject(type) ? { line_item_type: pick(type, LINE_ITEM_TYPE_MEMBERS) } : {}),
    ...(isJsonObject(code) ? { wbs_code: wbs3(code) } : {}),
    ...currencyCode(line['currency_configuration']),
  };
  return published(answers, row, members);
}

/** Inside a shown commitment, package or potential change order: the cost code in full or only `{id, name}`. */
export function embeddedLine(answers: AnswerSettings, line: JsonObject, members = LINE_MEMBERS): JsonObject {
  const row = listedLine(answers, line, members);
  const code = row['cost_code'];
  return isJsonObject(code) && isShort(answers, line)
    ? { ...row, cost_code: { id: code['id'] ?? null, name: code['name'] ?? null } }
    : row;
}

/** `mixed`: every second line, by its id, as both forms are published for the same place. */
function isShort({ lineCostCodes }: AnswerSettings, line: JsonObject): boolean {
  return lineCostCodes === 'short' || (lineCostCodes === 'mixed' && /[13579]$/.test(textOf(line['id']) ?? ''));
}

/** As published, or as real answers were: quantities as texts, and absent on contracts by amount. */
export function v2Line(answers: AnswerSettings, line: JsonObject, isByAmount: boolean): JsonObject {
  const code = line['wbs_code'];
  const coded: JsonObject = isJsonObject(code) ? { wbs_code_id: code['id'] ?? null, wbs_code: wbs3(code) } : {};
  const row = pick({ ...line, ...coded }, V2_LINE_MEMBERS);
  if (answers.v2Lines === 'observed') {
    const seen = { ...row, funding_rule_id: line['funding_rule_id'] ?? null };
    return withStringIds(isByAmount ? omit(seen, ['quantity', 'unit_cost', 'uom', 'extended_type']) : seen);
  }
  return withStringIds({ ...row, ...asNumber('quantity', row['quantity']) });
}

export function asNumber(member: string, value: JsonValue | undefined): JsonObject {
  const text = textOf(value);
  return text === undefined ? {} : { [member]: numberOf(text) };
}

function wbs3(code: JsonObject): JsonObject {
  return pick(code, ['id', 'flat_code', 'description']);
}
