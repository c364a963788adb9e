import { settings as postingSettings } from '../../domain/fusion/requisition/planner.fixture';
import type { PostingSettings } from '../../domain/fusion/posting-settings';
import type { Look } from '../../domain/posting/look';
import type { KindAtTarget, Posted } from '../erp-adapter';
import { createFusionAdapter } from './adapter';
import type { FakeFusion } from './calls/fake-fusion.fixture';
import { fakePod } from './fake-pod.fixture';
import type { FusionSettings, FusionSettingsInput } from './settings';

const timing = {
  sendWindowMs: 10_000,
  settleMs: 130_000,
  planMaxAgeMs: 3_000,
  leaseMs: 2_000,
  visibilityLagMs: 5,
};

const segments = ['entity', 'department', 'account', 'subAccount'];
export const chart = {
  id: '5237',
  separator: '.',
  segments: segments.map((name) => ({ name })),
  balancing: 'entity',
  naturalAccount: 'account',
};

interface Given {
  readonly site?: Partial<FusionSettingsInput>;
  readonly posting?: Partial<PostingSettings>;
}

/** The adapter over such a pod. */
export function fusionUnderTest(fake: FakeFusion, given: Given = {}) {
  return adapterUnderTest(fake.settings({ chart, ...given.site }), given.posting, () =>
    Date.parse('2026-11-20T15:00:00Z'),
  );
}

/** The adapter over any pod, with what tests ask of it. */
export function adapterUnderTest(
  site: FusionSettings,
  given: Partial<PostingSettings> | undefined,
  nowMs: () => number,
) {
  const posting = postingSettings(given);
  const adapter = createFusionAdapter({ ...site, timing, posting }, { nowMs });
  const at = (kind: string): KindAtTarget => {
    const found = adapter.kinds.get(kind);
    if (found === undefined) throw new RangeError(`Fusion has no kind ${kind}`);
    return found;
  };
  return {
    adapter,
    at,
    look: async (kind: string, one: Posted): Promise<Look> => {
      const [look] = await at(kind).port.look([one]);
      if (look === undefined) throw new RangeError('no look');
      return look;
    },
    send: (kind: string, one: Posted) => {
      const { port } = at(kind);
      if (port.send === undefined) throw new RangeError(`nobody sends a ${kind}`);
      return port.send(one);
    },
  };
}

export type FusionUnderTest = ReturnType<typeof fusionUnderTest>;

/** For the tests of a file: what it gives is filled before each of them, and closed after it. */
export interface OnFakePod {
  fake: FakeFusion;
  fusion: FusionUnderTest;
  /** How far what is looked for stands; undefined: nowhere. */
  readonly stageOf: (kind: string, one: Posted) => Promise<string | undefined>;
  /** What was written, in order; asking for a token writes nothing. */
  readonly written: () => readonly string[];
}

export function onFakePod(given: Given = {}): OnFakePod {
  const on: OnFakePod = Object.assign({} as Pick<OnFakePod, 'fake' | 'fusion'>, {
    stageOf: async (kind: string, one: Posted) => (await on.fusion.look(kind, one)).found[0]?.stage,
    written: () => on.fake.names().filter((name) => name.startsWith('POST') && name !== 'POST token'),
  });
  beforeEach(async () => {
    on.fake = await fakePod();
    on.fusion = fusionUnderTest(on.fake, given);
  });
  afterEach(async () => {
    await on.fusion.adapter.close();
    await on.fake.close();
  });
  return on;
}
