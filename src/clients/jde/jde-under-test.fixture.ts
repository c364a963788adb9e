import { settings as posting } from '../../domain/jde/requisition/plan.fixture';
import type { PostingSettings } from '../../domain/jde/posting-settings';
import type { PostingBody } from '../../domain/jde/bodies/posting-body';
import type { JdeShown } from '../../domain/jde/bodies/shown';
import type { Found, Look, Reference } from '../../domain/posting/look';
import type { KindAtTarget, Posted, PostingPort } from '../erp-adapter';
import { createJdeAdapter } from './adapter';
import type { JdeDependencies } from './connect';
import { jdeSettings, type JdeSettings, type JdeSettingsInput } from './settings';

export const timing = {
  sendWindowMs: 10_000,
  settleMs: 4_000,
  planMaxAgeMs: 3_000,
  leaseMs: 2_000,
  visibilityLagMs: 5,
};

/** A look as tests read it: what is shown is JDE's. */
export interface JdeLook extends Omit<Look, 'found'> {
  readonly found: readonly (Found & { readonly shown: JdeShown })[];
}

type SendingPort = PostingPort & Required<Pick<PostingPort, 'send'>>;

function hasSend(port: PostingPort): port is SendingPort {
  return port.send !== undefined;
}

/** The adapter of JDE as its tests use it: each body is asked for and sent through the port of its kind. */
export function jdeUnderTest(
  settings: JdeSettings,
  dependencies: JdeDependencies = {},
  more: Partial<PostingSettings> = {},
) {
  const adapter = createJdeAdapter({ ...settings, timing, posting: { ...posting, ...more } }, dependencies);
  const at = (kind: string): KindAtTarget => {
    const found = adapter.kinds.get(kind);
    if (found === undefined) throw new RangeError(`JDE has no kind ${kind}`);
    return found;
  };
  const port = (kind: string): SendingPort => {
    const found = at(kind).port;
    if (!hasSend(found)) throw new RangeError(`nobody sends a ${kind}`);
    return found;
  };
  return {
    adapter,
    at,
    port,
    look: async (body: PostingBody, more: Partial<Posted> = {}): Promise<JdeLook> => {
      const [look] = await port(kindOf(body)).look([posted(body, more)]);
      return look as JdeLook;
    },
    send: (body: PostingBody, missing?: readonly string[]): Promise<Reference | null> =>
      port(kindOf(body)).send(posted(body), missing),
    /** What there is of these records; what does not exist is left out. */
    facts: async (kind: string, ...ids: readonly string[]): Promise<readonly unknown[]> => {
      const facts = await adapter.readFacts(ids.map((id) => ({ kind, id, causes: [] })));
      return facts.flatMap(({ value }) => (value === null ? [] : [value]));
    },
    close: () => adapter.close(),
  };
}

export type JdeUnderTest = ReturnType<typeof jdeUnderTest>;

export function posted(body: PostingBody, more: Partial<Posted> = {}): Posted {
  const { erpKey: key } = body;
  return { key, kind: kindOf(body), body, reference: null, facts: {}, firstSentAt: null, ...more };
}

/** As a look says it of what is not there. */
export function nothingOf({ erpKey: key }: PostingBody): Look {
  return { key, found: [], strangers: [], running: false };
}

/** For a sandbox of JDE that listens there. */
export function sandboxSettings(url: string, given: Partial<JdeSettingsInput> = {}): JdeSettings {
  return jdeSettings({
    connectionId: 'c1',
    baseUrl: `${url}/jderest`,
    username: 'PROCORE',
    password: 'sandbox',
    environment: 'JDV920',
    role: '*ALL',
    requestLimitMs: 2_000,
    ledgerKeys: 'both',
    ...given,
  });
}

/** A vendor of the trade is a supplier in JDE; all other bodies are called as their kind. */
function kindOf({ kind }: PostingBody): string {
  return kind === 'vendor' ? 'supplier' : kind;
}
