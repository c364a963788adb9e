import { accrualOf } from '../../domain/accrual/accrual';
import { documentKind, documentKinds } from '../../domain/documents/document-kinds';
import { accrualLabel, type NameParts } from '../../domain/documents/readable-name';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { DocumentRow } from './documents';

export type Nameable = Pick<DocumentRow, 'connectionId' | 'kind' | 'sourceId' | 'commitmentId' | 'number' | 'label'>;

const partyId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What documents are called by. */
export class DocumentNames {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** For these documents, in at most three statements. */
  async of(documents: readonly Nameable[]): Promise<(document: Nameable) => NameParts> {
    const ofCommitments = documents.filter(({ kind }) => documentKind(kind).ofCommitment);
    const places = await this.#places(ofCommitments.flatMap(({ commitmentId }) => commitmentId ?? []));
    const vendors = await this.#vendors(documents.filter(isOfParty).map(({ sourceId }) => sourceId));
    const accrued = await this.#accrued(documents.filter(isAccrual));
    return (document) => {
      const { kind, sourceId } = document;
      const place = isOfParty(document)
        ? undefined
        : places.get(placeKey(document.connectionId, document.commitmentId));
      return {
        kind,
        procoreId: (isOfParty(document) ? vendors.get(sourceId) : undefined) ?? sourceId,
        project: place?.project ?? null,
        commitment: place?.commitment ?? null,
        number: isAccrual(document) ? accrualLabel(accrued(document), sourceId) : called(document),
      };
    };
  }

  async #places(commitmentIds: readonly string[]) {
    if (commitmentIds.length === 0) return new Map<string, never>();
    const rows = await this.#trx
      .selectFrom('commitment')
      .innerJoin('project', (join) =>
        join
          .onRef('project.connectionId', '=', 'commitment.connectionId')
          .onRef('project.id', '=', 'commitment.projectId'),
      )
      .select(['commitment.connectionId', 'commitment.id', 'commitment.number as commitment'])
      .select('project.number as project')
      .where('commitment.id', 'in', [...new Set(commitmentIds)])
      .execute();
    return new Map(rows.map((row) => [placeKey(row.connectionId, row.id), row]));
  }

  /** What that is called of which they are accruals. */
  async #accrued(accruals: readonly Nameable[]): Promise<(accrual: Nameable) => number | string | null> {
    const wanted = accruals.map(({ sourceId }) => accrualOf(sourceId));
    const kinds = [...new Set(wanted.map(({ kind }) => kind))];
    const rows = await Promise.all(
      kinds.map((kind) =>
        this.#trx
          .selectFrom('document')
          .select(['connectionId', 'kind', 'sourceId', 'number', 'label'])
          .where('connectionId', 'in', [...new Set(accruals.map(({ connectionId }) => connectionId))])
          .where('kind', '=', kind)
          .where('sourceId', 'in', [...new Set(wanted.flatMap((one) => (one.kind === kind ? one.sourceId : [])))])
          .execute(),
      ),
    );
    const known = new Map(rows.flat().map((row) => [accruedKey(row.connectionId, row), called(row)]));
    return ({ connectionId, sourceId }) => known.get(accruedKey(connectionId, accrualOf(sourceId))) ?? null;
  }

  /** The source id of the document of a Procore vendor; null when no requisition names that one. */
  async sourceIdOfVendor(scope: Scope, vendorId: string): Promise<string | null> {
    const row = await this.#trx
      .selectFrom('party')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('procoreVendorId', '=', vendorId)
      .executeTakeFirst();
    return row?.id ?? null;
  }

  /** By party. */
  async #vendors(sourceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const partyIds = sourceIds.filter((id) => partyId.test(id));
    if (partyIds.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('party')
      .select(['id', 'procoreVendorId'])
      .where('id', 'in', [...new Set(partyIds)])
      .execute();
    return new Map(rows.map((row) => [row.id, row.procoreVendorId]));
  }
}

function isAccrual({ kind }: Nameable): boolean {
  return kind === documentKinds.accrual.name;
}

/** Beside the others of its commitment. */
function called({ number, label }: Pick<Nameable, 'number' | 'label'>): number | string | null {
  return label ?? number;
}

function accruedKey(connectionId: string, { kind, sourceId }: { kind: string; sourceId: string }): string {
  return `${connectionId}/${kind}/${sourceId}`;
}

function isOfParty({ kind }: Nameable): boolean {
  return documentKind(kind).source?.namedBy === 'party';
}

function placeKey(connectionId: string, commitmentId: string | null): string {
  return `${connectionId}/${commitmentId ?? ''}`;
}
