import type { CommitmentWanted } from '../../domain/commitment/commitment-wanted';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Step } from '../../domain/posting/plan/steps';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { createCompiledMappings } from './compiled-mappings';
import type { PlanSource } from './make-plan';
import { postedUnderWhat } from './posted-under-what';

interface KnownOfProject extends Pick<PlanSource, 'effects' | 'hasPostings' | 'decisions' | 'settings'> {
  readonly known: Pick<CommitmentWanted, 'sourceId' | 'project' | 'mapping' | 'mappingVersion'>;
}

interface KnownBeside extends KnownOfProject {
  readonly known: KnownOfProject['known'] & Pick<CommitmentWanted, 'vendor'>;
}

interface Asked {
  readonly effects: PostedEffects;
  /** What is posted last of such a document: once it stands, the mapping and the settings that posted it count. */
  readonly last: Step;
}

/** What a plan follows from beside the document's own content, of one that is of a vendor. */
export function createKnownBeside(): (
  tx: Tx,
  document: DocumentRow,
  asked: Asked & { readonly vendorId: string },
) => Promise<KnownBeside> {
  const knownOfProject = createKnownOfProject();
  return async (tx, document, { vendorId, ...asked }) => {
    const { known, ...beside } = await knownOfProject(tx, document, asked);
    const party = await tx.parties.ofVendor(document, vendorId);
    const vendor = {
      ...{ partyId: party.id, linked: party.erpNumber !== null, supplierNumber: party.erpNumber },
      ...{ identity: party.erpIdentity, taxDigest: party.erpTaxDigest },
    };
    return { known: { ...known, vendor }, ...beside };
  };
}

/** The same whatever its kind, without its vendor. */
export function createKnownOfProject(): (tx: Tx, document: DocumentRow, asked: Asked) => Promise<KnownOfProject> {
  const mappings = createCompiledMappings();
  return async (tx, document, { effects, last }) => {
    const project = await tx.projects.find(document, document.projectId);
    const under = await postedUnderWhat(tx, effects, last);
    const mappingVersion = under?.mappingVersion ?? (await tx.mappings.version(document));
    return {
      known: {
        sourceId: document.sourceId,
        project: { id: document.projectId, number: project?.number ?? null, name: project?.name ?? '' },
        mapping: await mappings(tx, document, mappingVersion),
        mappingVersion,
      },
      effects,
      hasPostings: (await tx.runs.postingsOf(document.id)).length > 0,
      decisions: await tx.decisions.of(document.id),
      settings: under?.settings,
    };
  };
}
