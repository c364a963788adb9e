import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import {
  COMPANY_COLLECTIONS,
  PROJECT_COLLECTIONS,
  REQUISITION_ROW_SETS,
  type CompanyCollection,
  type ProjectCollection,
  type RequisitionRowSet,
} from './collections';
import { RecordSet } from './record-set';

/** Real ids lie above 2^32; made ones begin here or above the highest loaded one. */
const FIRST_MADE_ID = 562_949_953_900_000n;

/** Everything that stands in the sandbox. */
export class RecordStore {
  readonly company: JsonObject;
  readonly me: JsonObject;
  /** Null: every project is permitted. */
  permittedProjects: ReadonlySet<string> | null = null;
  /** What the folder says must come of its company; null when it says nothing. */
  expectations: JsonValue = null;
  #lastId = FIRST_MADE_ID;
  readonly #companySets = new Map<string, RecordSet>();
  readonly #projectSets = new Map<string, RecordSet>();
  readonly #requisitionRows = new Map<string, readonly JsonObject[]>();

  constructor(company: JsonObject, me: JsonObject) {
    this.company = company;
    this.me = me;
  }

  companySet(collection: CompanyCollection): RecordSet {
    return setOf(this.#companySets, collection);
  }

  projectSet(projectId: string, collection: ProjectCollection): RecordSet {
    return setOf(this.#projectSets, `${projectId}/${collection}`);
  }

  commitment(projectId: string, id: string): JsonObject | undefined {
    return (
      this.projectSet(projectId, 'work_order_contracts').get(id) ??
      this.projectSet(projectId, 'purchase_order_contracts').get(id)
    );
  }

  requisitionRows(projectId: string, rowSet: RequisitionRowSet, requisitionId: string): readonly JsonObject[] {
    return this.#requisitionRows.get(`${projectId}/${rowSet}/${requisitionId}`) ?? [];
  }

  setRequisitionRows(projectId: string, rowSet: RequisitionRowSet, requisitionId: string, rows: readonly JsonObject[]) {
    this.#requisitionRows.set(`${projectId}/${rowSet}/${requisitionId}`, rows);
  }

  isPermitted(projectId: string): boolean {
    return this.permittedProjects === null || this.permittedProjects.has(projectId);
  }

  companyId(): string {
    return textOf(this.company['id']) ?? '';
  }

  projectIds(): readonly string[] {
    return this.companySet('projects')
      .list()
      .flatMap((project) => textOf(project['id']) ?? []);
  }

  newId(): bigint {
    this.#lastId += 1n;
    return this.#lastId;
  }

  /** Made ids must never meet a loaded one, also not one of a line deep inside a record. */
  keepIdsAbove(value: JsonValue): void {
    if (isJsonArray(value)) {
      value.forEach((entry) => this.keepIdsAbove(entry));
      return;
    }
    if (!isJsonObject(value)) {
      return;
    }
    const id = textOf(value['id']);
    if (id !== undefined && /^\d+$/.test(id) && BigInt(id) > this.#lastId) {
      this.#lastId = BigInt(id);
    }
    Object.values(value).forEach((member) => this.keepIdsAbove(member));
  }

  /** The same shapes as the data folder; what lies in a project's folder is listed by project id. */
  everything(): JsonObject {
    const all: Record<string, JsonValue> = {
      company: this.company,
      me: this.me,
      permitted_projects: (this.permittedProjects === null ? this.projectIds() : [...this.permittedProjects]).map(
        numberOf,
      ),
    };
    for (const collection of COMPANY_COLLECTIONS) {
      all[collection] = this.companySet(collection).list();
    }
    for (const collection of PROJECT_COLLECTIONS) {
      all[collection] = this.#byProject((projectId) => this.projectSet(projectId, collection).list());
    }
    for (const rowSet of REQUISITION_ROW_SETS) {
      all[rowSet] = this.#byProject((projectId) => this.rowsByRequisition(projectId, rowSet));
    }
    return all;
  }

  #byProject(read: (projectId: string) => JsonValue): JsonObject {
    return Object.fromEntries(this.projectIds().map((projectId) => [projectId, read(projectId)]));
  }

  rowsByRequisition(projectId: string, rowSet: RequisitionRowSet): JsonObject {
    const start = `${projectId}/${rowSet}/`;
    const entries = [...this.#requisitionRows].filter(([key]) => key.startsWith(start));
    return Object.fromEntries(entries.map(([key, rows]) => [key.slice(start.length), rows]));
  }
}

function setOf(sets: Map<string, RecordSet>, key: string): RecordSet {
  const existing = sets.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const made = new RecordSet();
  sets.set(key, made);
  return made;
}
