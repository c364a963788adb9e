import { billed, commitment, noHistory, requisition } from '../../src/domain/procore/procore-documents.fixture';
import type { ErpAdapter } from '../../src/clients/erp-adapter';
import { compileMapping } from '../../src/domain/coding/resolve-coding';
import type { Plan } from '../../src/domain/posting/plan/planned-step';
import type { Planned, PlannerInput } from '../../src/domain/posting/plan/planner';
import { PostedEffects } from '../../src/domain/posting/books/posted-effects';
import type { RequisitionWanted } from '../../src/domain/requisition/requisition-wanted';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { kontorUnderTest, sampleMapping, sampleSettings } from './sample-kontor.fixture';
import { kontorSettings, type KontorSettingsInput } from './settings.fixture';

/** The first requisition of its commitment: 10,000.00 of subcontract and 500.00 of material, a tenth held back. */
function wantedOf(fields: Partial<RequisitionWanted> = {}): RequisitionWanted {
  return {
    sourceId: '58820',
    requisition: requisition(
      [billed('26-010.S', '1', '10000.00', '0.00', '1000.00'), billed('05-120.M', '2', '500.00', '0.00', '50.00')],
      '0.00',
      { number: 1, previousRequisitionId: null },
    ),
    commitment,
    project: { id: '789', number: '4411', name: 'Riverside' },
    previousRequisition: null,
    changeOrderLines: {},
    history: noHistory,
    mapping: compileMapping(sampleMapping),
    mappingVersion: 7,
    vendor: { partyId: 'p1', linked: true, supplierNumber: 'K-70123' },
    accepted: [],
    ...fields,
  };
}

export interface Given {
  /** Null: withdrawn or gone. */
  readonly wanted?: Partial<RequisitionWanted> | null;
  readonly settings?: Partial<KontorSettingsInput>;
  readonly input?: Partial<PlannerInput<RequisitionWanted>>;
  /** Done to Kontor before it is asked. */
  readonly before?: (levers: KontorErp['levers']) => void;
}

/** Asks the planner again and again, and the ERP for what it needs, as the pass of a document does. */
export async function askUntilPlanned(adapter: ErpAdapter, { wanted = {}, settings = {}, input = {} }: Given = {}) {
  const read = new Map<string, unknown>();
  const rounds: string[][] = [];
  for (;;) {
    const planned = adapter.planners.requisition?.({
      wanted: wanted === null ? null : wantedOf(wanted),
      effects: new PostedEffects([]),
      decisions: [],
      facts: { get: (kind, id) => read.get(`${kind} ${id}`) },
      settings: kontorSettings({ ...sampleSettings, ...settings }),
      today: '2026-11-05',
      ...input,
    });
    if (planned === undefined) throw new RangeError('the ERP takes no requisitions');
    if (!('need' in planned)) return { planned, rounds };
    rounds.push(planned.need.map(({ kind, id }) => `${kind} ${id}`));
    for (const { kind, id, value } of await adapter.readFacts(planned.need)) read.set(`${kind} ${id}`, value);
  }
}

/** The same of a sample Kontor of its own. */
export async function planRounds(given: Given = {}): Promise<{ planned: Planned; rounds: readonly string[][] }> {
  const { erp, adapter } = kontorUnderTest(given.settings);
  given.before?.(erp.levers);
  return askUntilPlanned(adapter, given);
}

export function planIn(planned: Planned): Plan {
  if (!('plan' in planned)) throw new Error(`expected a plan: ${JSON.stringify(planned)}`);
  return planned.plan;
}
