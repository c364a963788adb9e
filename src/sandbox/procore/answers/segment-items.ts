import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { AnswerSettings } from './answer-settings';

/** The segment items of a code as `wbs_codes` shows them, `path_codes` in the reading that is set. */
export function listedSegmentItems(code: JsonObject, { pathCodes }: AnswerSettings): JsonObject[] {
  const items = code['segment_items'];
  return (isJsonArray(items) ? items.filter(isJsonObject) : []).map((item) => inReading(item, pathCodes));
}

/** The same as other records embed them: without `segment`, `path_code`, `parent_id` and `status`. */
export function embeddedSegmentItems(code: JsonObject, answers: AnswerSettings): JsonObject[] {
  return listedSegmentItems(code, answers).map((item) => {
    const segment = item['segment'];
    const of = (member: string): JsonValue => (isJsonObject(segment) ? (segment[member] ?? null) : null);
    return {
      id: item['id'] ?? null,
      code: item['code'] ?? null,
      name: item['name'] ?? null,
      path_ids: item['path_ids'] ?? [],
      path_codes: item['path_codes'] ?? [item['code'] ?? null],
      segment_type: segmentType(of('type'), of('name'), answers.segmentTypes),
      segment_id: of('id'),
    };
  });
}

/** `["26", "26-010"]` is cumulative, `["26", "010"]` by level; `path_code` tells which of them is loaded. */
function inReading(item: JsonObject, reading: AnswerSettings['pathCodes']): JsonObject {
  const loaded = item['path_codes'];
  const codes = isJsonArray(loaded) ? loaded.flatMap((entry) => textOf(entry) ?? []) : [];
  const whole = textOf(item['path_code']);
  if (reading === 'asLoaded' || whole === undefined || codes.length < 2) {
    return item;
  }
  const isCumulative = codes.at(-1) === whole;
  if (isCumulative === (reading === 'cumulative')) {
    return item;
  }
  return { ...item, path_codes: isCumulative ? byLevel(codes) : cumulative(codes, whole) };
}

function byLevel(codes: readonly string[]): string[] {
  return codes.map((code, level) => code.slice((codes[level - 1] ?? '').length).replace(/^[^0-9A-Za-z]+/, ''));
}

function cumulative(codes: readonly string[], whole: string): string[] {
  let end = 0;
  return codes.map((code) => {
    end = whole.indexOf(code, end) + code.length;
    return whole.slice(0, end);
  });
}

/** The words of `type` are taken to be those of `segment_type`; no page says so. */
function segmentType(type: JsonValue, name: JsonValue, words: AnswerSettings['segmentTypes']): JsonValue {
  switch (words) {
    case 'asListed':
      return type;
    case 'camelCase':
      return (textOf(type) ?? '').replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    case 'named':
      return name;
  }
}
