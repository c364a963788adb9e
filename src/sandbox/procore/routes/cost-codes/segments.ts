import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';

/** What codes of a project are made of: those of the folder, or else a cost code and a cost type. */
export function segmentsOf({ store }: SandboxContext, projectId: string): readonly JsonObject[] {
  const segments = store.projectSet(projectId, 'wbs_segments');
  const usual = { cost_code: 'Cost Code', line_item_type: 'Cost Type' } as const;
  for (const [type, name] of Object.entries(usual)) {
    if (segments.list().some((row) => row['type'] === type)) {
      continue;
    }
    const named = itemsInCodes(store, projectId)
      .flatMap(({ segment }) => (isJsonObject(segment) && segment['type'] === type ? [segment] : []))
      .at(0);
    segments.put({
      ...{ id: named?.['id'] ?? numberOf(store.newId()), name: named?.['name'] ?? name, type },
      ...{ position: numberOf(segments.list().length + 1), delimiter: '.', required: true },
      structure: type === 'cost_code' ? 'tiered' : 'flat',
    });
  }
  return segments.list();
}

/**
 * The items of a segment, in full: one for each cost code, cost type or sub job. Of cost codes those of the project itself; with the id
 * of a sub job its own, beside which the project's are shown or not.
 */
export function segmentItems(
  context: SandboxContext,
  projectId: string,
  segment: JsonObject,
  subJobId: string | null,
): readonly JsonObject[] {
  const { store } = context;
  const flat = (rows: readonly JsonObject[]) => rows.map((row) => itemOf(context, projectId, segment, row, [row]));
  switch (textOf(segment['type']) ?? '') {
    case 'cost_code': {
      const all = store.projectSet(projectId, 'cost_codes').list();
      const codes = subJobId === 'any' ? all : shown(all, subJobId, context.answers.subJobItems);
      return codes.map((row) => itemOf(context, projectId, segment, row, codePath(row, codes)));
    }
    case 'line_item_type':
      return flat(store.companySet('line_item_types').list());
    case 'sub_job':
      return flat(store.projectSet(projectId, 'sub_jobs').list());
    default:
      return [];
  }
}

/** A sub job's own first: what takes the last of one code takes the project's. */
function shown(all: readonly JsonObject[], subJobId: string | null, beside: 'own' | 'withProject') {
  const ofProject = all.filter((code) => code['biller_type'] !== 'SubJob');
  if (subJobId === null) return ofProject;
  const own = all.filter((code) => code['biller_type'] === 'SubJob' && textOf(code['biller_id']) === subJobId);
  return beside === 'own' ? own : [...own, ...ofProject];
}

function codePath(row: JsonObject, all: readonly JsonObject[]): readonly JsonObject[] {
  const { parent } = row;
  const above = isJsonObject(parent) ? all.find((one) => textOf(one['id']) === textOf(parent['id'])) : undefined;
  return above === undefined ? [row] : [...codePath(above, all), row];
}

function itemOf(
  context: SandboxContext,
  projectId: string,
  segment: JsonObject,
  record: JsonObject,
  path: readonly JsonObject[],
): JsonObject {
  const kept = keptItem(context, projectId, segment, record);
  const above = path.slice(0, -1).map((row) => keptItem(context, projectId, segment, row)['id'] ?? null);
  return {
    ...{ id: kept['id'] ?? null, code: record['code'] ?? null, name: record['name'] ?? null },
    path_code: record['full_code'] ?? record['code'] ?? null,
    path_codes: path.map((row) => row['code'] ?? null),
    path_names: path.map((row) => row['name'] ?? null),
    path_ids: [...above, kept['id'] ?? null],
    ...{ parent_id: above.at(-1) ?? null, is_parent: false, status: kept['status'] ?? 'active' },
    in_use: itemsInCodes(context.store, projectId).some((one) => idOf(one) === idOf(kept)),
    ...{ created_at: record['created_at'] ?? null, updated_at: record['updated_at'] ?? null },
    segment: { id: segment['id'] ?? null, name: segment['name'] ?? null, type: segment['type'] ?? null },
  };
}

/** The item that stands for a record: as a loaded code names it, else one of its own. */
function keptItem(context: SandboxContext, projectId: string, segment: JsonObject, record: JsonObject): JsonObject {
  const { store, answers } = context;
  const items = store.projectSet(projectId, 'wbs_segment_items');
  const ofSegment = (row: JsonObject) => textOf(row['segment_id']) === textOf(segment['id']);
  const kept = items.list().filter(ofSegment);
  const known = kept.find((row) => textOf(row['record_id']) === textOf(record['id']));
  if (known !== undefined) {
    return known;
  }
  const code = textOf(record['full_code'] ?? record['code']);
  const named = itemsInCodes(store, projectId).find(
    (item) =>
      isJsonObject(item['segment']) &&
      item['segment']['type'] === segment['type'] &&
      textOf(item['path_code']) === code &&
      // The code of a sub job has an item of its own.
      kept.every((row) => idOf(row) !== idOf(item)),
  );
  const own = answers.segmentItemIds === 'ofCostCode' ? record['id'] : numberOf(store.newId());
  const made = {
    ...{ id: named?.['id'] ?? own ?? null, segment_id: segment['id'] ?? null, record_id: record['id'] ?? null },
    status: 'active',
  };
  items.put(made);
  return made;
}

function itemsInCodes(store: SandboxContext['store'], projectId: string): readonly JsonObject[] {
  const codes = store.projectSet(projectId, 'wbs_codes').list();
  return codes.flatMap(({ segment_items: items }) => (isJsonArray(items) ? items.filter(isJsonObject) : []));
}
