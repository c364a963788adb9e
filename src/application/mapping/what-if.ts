import { codedOtherwise, type CodedOtherwise, type StandingItem } from '../../domain/coding/what-if';
import type { MappingRow } from '../../domain/coding/mapping-row';
import { compileMapping, type CodingKey, type CompiledMapping } from '../../domain/coding/resolve-coding';
import { codeText, type SegmentCodes } from '../../domain/coding/segment-codes';
import { plus } from '../../domain/money/money';
import type { PostedDocument } from '../../store/coding/coded-documents';
import type { Project } from '../../store/connections/projects';
import type { Page } from '../../store/page';
import type { Tx } from '../../store/unit-of-work';
import type { ConnectionContext } from '../context';
import { projectNamed } from '../documents/project-named';
import { readableNames } from '../documents/readable-names';
import { codingsOf, mappedHolds } from '../holds/release-mapped-holds';
import { readPage, type PageRequest } from '../page';
import { changedRows } from './change-mapping';
import { presentMapping } from './mapping-coverage';
import { readMappingFile } from './read-mapping-file';
import { readMappingRow, type GivenMappingRow } from './save-mapping';

/** What is proposed: a file as `mapping import` takes it, or one row as `mapping set` does. */
export type Proposed =
  { readonly file: string; readonly text: string; readonly merge: boolean } | { readonly row: GivenMappingRow };

export interface WhatIfWanted {
  readonly proposed: Proposed;
  /** Only documents of this project: its number or `id:<id>`. */
  readonly project?: string;
}

/** A posted document of which something would be coded otherwise. */
export interface DocumentOtherwise {
  readonly name: string;
  readonly document: string;
  readonly stage: string | null;
  readonly currency: string;
  /** Of all its items that would: what moved to their accounts. */
  readonly amount: string;
  readonly items: readonly ItemOtherwise[];
}

interface ItemOtherwise {
  readonly item: string;
  readonly code: string;
  /** Where it was posted. */
  readonly posted: string;
  /** Where the present mapping leads; null: nowhere. */
  readonly present: string | null;
  /** Where the proposed one would; null: nowhere, and it would have been held. */
  readonly proposed: string | null;
  readonly amount: string;
}

export interface WhatIf extends Page<DocumentOtherwise> {
  /** The version that it is compared with. */
  readonly version: number;
  /** Held documents that would go on; told with the first page alone. */
  readonly wouldRelease: readonly string[];
}

/** Posted documents are opened so many at a time. */
const openedAtOnce = 200;

/**
 * Which documents of the past a change of the mapping would have coded otherwise, by document and item, and which held ones it would
 * let go on. Nothing is changed, and nothing posted is ever rebooked by a mapping.
 */
export async function whatIf(context: ConnectionContext, wanted: WhatIfWanted, page: PageRequest): Promise<WhatIf> {
  const { store, connection } = context;
  const { version, rows, chart } = await presentMapping(context);
  const { proposed } = wanted;
  const given =
    'row' in proposed
      ? { rows: readMappingRow(proposed.row, chart), merge: true }
      : { rows: readMappingFile(proposed.file, proposed.text, chart), merge: proposed.merge };
  const after = changedRows(rows, given);
  const mappings = { present: compileMapping(rows), proposed: compileMapping(after), chart };
  const projects = await store.inTenant(connection.tenantId, (tx) => tx.projects.list(connection));
  const numbers = new Map(projects.map(({ id, number }) => [id, number]));
  const only = await store.inTenant(connection.tenantId, async (tx) =>
    wanted.project === undefined ? null : (await projectNamed(tx, connection, wanted.project)).id,
  );
  const projectIds = only === null ? projectsConcerned(projects, rows, after) : [only];
  const otherwise = (tx: Tx, posted: PostedDocument): Promise<DocumentOtherwise | null> =>
    documentOtherwise(tx, posted, numbers.get(posted.document.projectId) ?? null, mappings);

  const found = await readPage('documents', page, async ({ limit, after: from }) => {
    const affected: { readonly id: string; readonly row: DocumentOtherwise }[] = [];
    let next: string | null = from;
    do {
      const wantedPart = { limit: openedAtOnce, after: next };
      next = await store.inTenant(connection.tenantId, async (tx) => {
        const part = await tx.codedDocuments.posted(connection, projectIds, wantedPart);
        for (const posted of part.rows) {
          const row = await otherwise(tx, posted);
          if (row !== null) affected.push({ id: posted.document.id, row });
        }
        return part.next;
      });
    } while (next !== null && affected.length <= limit);
    const shown = affected.slice(0, limit);
    const isMore = affected.length > limit;
    return { rows: shown.map(({ row }) => row), next: isMore ? (shown.at(-1)?.id ?? null) : next };
  });
  const wouldRelease = await store.inTenant(connection.tenantId, async (tx) => {
    if (page.after !== undefined) return [];
    const held = await mappedHolds(tx, connection, { before: rows, after, chart });
    const documents = held.map(({ document }) => document);
    const namesOf = await readableNames(tx, documents);
    return documents.map((one) => namesOf(one).name);
  });
  return { version, ...found, wouldRelease };
}

/** Where every row that differs names its project, only these; null: any may be concerned. */
function projectsConcerned(
  projects: readonly Project[],
  before: readonly MappingRow[],
  after: readonly MappingRow[],
): readonly string[] | null {
  const text = ({ line: _, ...row }: MappingRow): string => JSON.stringify(row);
  const [was, is] = [new Set(before.map(text)), new Set(after.map(text))];
  const differing = [...before.filter((row) => !is.has(text(row))), ...after.filter((row) => !was.has(text(row)))];
  if (differing.some(({ project }) => project.includes('*'))) return null;
  const named = new Set(differing.map(({ project }) => project));
  return projects.flatMap(({ id, number }) => (named.has(number) || named.has(`id:${id}`) ? [id] : []));
}

async function documentOtherwise(
  tx: Tx,
  { document, standing, lines }: PostedDocument,
  projectNumber: string | null,
  mappings: { readonly present: CompiledMapping; readonly proposed: CompiledMapping } & Parameters<
    typeof codedOtherwise
  >[1],
): Promise<DocumentOtherwise | null> {
  const keyOf = (projectId: string, codes: SegmentCodes): CodingKey => ({ projectId, projectNumber, ...codes });
  const hasIds = mappings.present.byWbsCode.size + mappings.proposed.byWbsCode.size > 0;
  // A plan names its codes by their text; what a generated row goes by, the document as read has.
  const read = hasIds ? await codingsOf(tx, document, keyOf) : [];
  const idOf = new Map(read.map((key) => [codeText(key), key]));
  const codeOf = new Map(lines.map(({ itemKey, costCode }) => [itemKey, costCode]));
  const items = standing.flatMap((one): StandingItem[] => {
    const code = codeOf.get(one.item);
    if (code === undefined) return [];
    const key = keyOf(document.projectId, { subJob: code.subJob, costCode: code.code, costType: code.type });
    return [{ ...one, key: idOf.get(codeText(key)) ?? key }];
  });
  const moved = codedOtherwise(items, mappings);
  if (moved.length === 0) return null;
  const names = (await readableNames(tx, [document]))(document);
  return {
    ...{ name: names.name, document: names.document, stage: document.stage, currency: document.currency },
    amount: moved.reduce((sum, { amount }) => plus(sum, amount), '0'),
    items: moved.map(itemView),
  };
}

function itemView({ item, key, account, present, proposed, amount }: CodedOtherwise): ItemOtherwise {
  return { item, code: codeText(key), posted: account, present, proposed, amount };
}
