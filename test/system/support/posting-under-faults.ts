import type { DocumentRow } from '../../../src/store/documents/documents';
import { fusionKinds } from '../../../src/domain/fusion/kinds/kinds';
import { jdeKinds } from '../../../src/domain/jde/kinds/kinds';
import type { PostingRow } from '../../../src/store/ledger/posting-row';
import { startFreezingProxy, type FreezingProxy } from './freezing-proxy';
import type { Rig } from './rig';
import { startWorkerProgram, type WorkerProgram } from './worker-program';

// Every kind of posting meets the same troubles. `storm`: its call meets one after the other of what may go wrong with it; `database`,
// `temporal`: that is lost for half a minute while its call is under way.

export const troubles = ['storm', 'database', 'temporal'] as const;
export type Trouble = (typeof troubles)[number];

type System = 'jde' | 'fusion' | 'procore';
type Match = Readonly<Record<string, string>>;

/** How a posting of one kind comes about. `name`: of its commitment. */
export interface Way<On> {
  /** Whose stand-in takes its call. */
  readonly at: System;
  /** Of the posting, where it is not what the way is called by: several may bring about one kind. */
  readonly kind?: string;
  /** What tells its call from others. */
  match(on: On, name: string): Match | Promise<Match>;
  /** All that has to be there before. */
  ready?(on: On, name: string): Promise<unknown>;
  /** From here on the call follows by itself. */
  begin(on: On, name: string): Promise<unknown>;
  /** Where an ERP takes too few calls at once for all: while what is lost its call is under way. The others wait for their turn then. */
  readonly hangsIn?: Trouble | 'none';
  /** Looks, where a feed has to, until what it is of is through; gives that. */
  through(on: On, name: string): Promise<DocumentRow>;
}

/** A rig whose worker can be cut off, and the kinds of postings that are brought about on it. */
export interface UnderFaults<On> {
  readonly on: On;
  readonly rig: Rig;
  readonly ways: Readonly<Record<string, Way<On>>>;
  control(system: System, method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Who sends too much is told so, the session ends, a proxy answers with its page, and the answer to what was done is lost. */
const storms: Readonly<Record<System, readonly object[]>> = {
  jde: [
    { kind: 'status', status: 429 },
    { kind: 'status', status: 444 },
    { kind: 'html', status: 502 },
    { kind: 'commitThenLose' },
  ],
  fusion: [
    { kind: 'throttle', retryAfterSeconds: 1 },
    { kind: 'status', status: 401 },
    { kind: 'html', status: 502 },
    { kind: 'commitThenLose' },
  ],
  procore: [
    { kind: 'throttle' },
    { kind: 'status', status: 401 },
    { kind: 'html', status: 502 },
    { kind: 'commitThenLose' },
  ],
};
/** It is done at once, and its answer comes while the system is lost. */
const answersLate: Readonly<Record<System, string>> = {
  jde: 'commitThenWait',
  fusion: 'answerLate',
  procore: 'answerLate',
};
/** Longer than it takes to bring all to their calls: 46 s were seen where two files ran at once. Where it takes longer, the first of them prove less. */
const lateMs = 60_000;
const lostMs = 30_000;

export const nameOf = (kind: string, trouble: Trouble): string => `${kind}-${trouble}`;

/** For `contracts` of a rig. */
export function namesOf(ways: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(ways).flatMap((kind) => troubles.map((trouble) => nameOf(kind, trouble)));
}

/** Wires to PostgreSQL and Temporal that can be cut, and workers behind them. */
export interface Wired {
  /** One of each; those that ran before are stopped. */
  startWorkers(...rigs: readonly Rig[]): Promise<void>;
  /** It is gone for half a minute. */
  lose(what: 'database' | 'temporal'): Promise<void>;
  close(): Promise<void>;
}

export async function wired(rig: Rig): Promise<Wired> {
  const proxies: Record<'database' | 'temporal', FreezingProxy> = {
    database: await startFreezingProxy(Number(new URL(rig.test.testDatabase.appUrl).port)),
    temporal: await startFreezingProxy(Number(rig.temporal.address.split(':')[1])),
  };
  let workers: readonly WorkerProgram[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.stop()));
    workers = [];
  };
  return {
    startWorkers: async (...rigs) => {
      await stop();
      const ports = { database: proxies.database.port, temporal: proxies.temporal.port };
      workers = await Promise.all(rigs.map((one) => startWorkerProgram(one, ports)));
    },
    lose: async (what) => {
      proxies[what].lose();
      await new Promise((resolve) => setTimeout(resolve, lostMs));
      proxies[what].thaw();
    },
    close: async () => {
      await stop();
      for (const proxy of Object.values(proxies)) await proxy.close();
    },
  };
}

/** All that has to be there before anything fails. */
export async function allReady<On>({ on, ways }: UnderFaults<On>, meets: readonly Trouble[] = troubles): Promise<void> {
  await Promise.all(
    Object.entries(ways).map(async ([kind, way]) => {
      for (const trouble of meets) await way.ready?.(on, nameOf(kind, trouble));
    }),
  );
}

/**
 * Each kind begins and comes to its call: through the whole storm, or to where its answer waits. Gives what goes on of those that wait
 * for their turn.
 */
export async function allMeet<On>(
  under: UnderFaults<On>,
  trouble: Trouble,
): Promise<{ readonly others: Promise<unknown> }> {
  const all = Object.entries(under.ways);
  const meets = ([, { hangsIn }]: [string, Way<On>]) => trouble === 'storm' || (hangsIn ?? trouble) === trouble;
  const meeting = all.filter(meets);
  // The ERP may take no further call once its own hang.
  for (const isThere of [true, false]) {
    const wave = meeting.filter(([, way]) => (way.at === 'procore') === isThere);
    await meet(under, trouble, wave);
  }
  const waiting = all.filter((one) => !meets(one));
  const others = Promise.all(waiting.map(([kind, way]) => way.begin(under.on, nameOf(kind, trouble))));
  others.catch(() => undefined);
  return { others };
}

async function meet<On>(
  under: UnderFaults<On>,
  trouble: Trouble,
  ways: readonly (readonly [string, Way<On>])[],
): Promise<void> {
  const { on, rig } = under;
  const byCall = new Map<string, { readonly name: string; readonly way: Way<On>; readonly match: Match }[]>();
  for (const [kind, way] of ways) {
    const name = nameOf(kind, trouble);
    const match = await way.match(on, name);
    // What cannot be told apart at the stand-in comes one after the other.
    const call = JSON.stringify([way.at, match]);
    byCall.set(call, [...(byCall.get(call) ?? []), { name, way, match }]);
  }
  await Promise.all(
    [...byCall.values()].map(async (sharing) => {
      for (const { name, way, match } of sharing) {
        const faults = trouble === 'storm' ? storms[way.at] : [{ kind: answersLate[way.at], delayMs: lateMs }];
        const ids: string[] = [];
        for (const fault of faults) ids.push(await ordered(under, way.at, { ...fault, match }));
        await way.begin(on, name);
        await rig.until(`${name} met what it was to meet`, async () => (await left(under, way.at, ids)) === 0);
      }
    }),
  );
}

async function ordered<On>(under: UnderFaults<On>, system: System, fault: object): Promise<string> {
  const { id } = (await under.control(system, 'POST', 'faults', fault)) as { readonly id: unknown };
  return String(id);
}

async function left<On>(under: UnderFaults<On>, system: System, ids: readonly string[]): Promise<number> {
  const listed = (await under.control(system, 'GET', 'faults')) as { readonly id: unknown; readonly left: unknown }[];
  return listed.filter(({ id }) => ids.includes(String(id))).reduce((sum, one) => sum + Number(one.left), 0);
}

const inFlight = ['reserved', 'sent', 'uncertain'];

/** What others do about something of ours has no row of its own: it is called for, by the state that is seen. */
const acts = new Set([...jdeKinds, ...fusionKinds].filter(({ nature }) => nature === 'acts').map(({ name }) => name));

/**
 * It is through, a posting of the kind stands, and nothing of it is under way. Fails when more stands, or more was sent than was lost.
 */
export async function standing<On>(under: UnderFaults<On>, called: string, trouble: Trouble): Promise<DocumentRow> {
  const { rig, on, ways } = under;
  const way = ways[called];
  if (way === undefined) throw new Error(`no way to a posting ${called}`);
  const kind = way.kind ?? called;
  const document = await way.through(on, nameOf(called, trouble));
  const read = () => rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(document.id));
  let rows: readonly PostingRow[] = [];
  const isSettled = async (): Promise<boolean> => {
    rows = await read();
    return rows.length > 0 && !rows.some(({ state }) => inFlight.includes(state));
  };
  // What nobody knows is settled after the longest call.
  await rig.until(`nothing of ${nameOf(called, trouble)} is under way`, isSettled, 180_000);
  const own = rows.filter((one) => one.kind === kind);
  // What canceled an order counts no more once the requisition is withdrawn by that.
  const stands = own.filter(({ state }) => state === 'confirmed' || state === 'voided').length;
  // A name of which nothing left, or nothing stands, is given up by what a person chose, and the next one is taken.
  const others = own.filter(({ state }) => state !== 'rejected').length - stands;
  const wanted = acts.has(kind) ? 0 : 1;
  expect({ called, trouble, stands, others }).toEqual({ called, trouble, stands: wanted, others: 0 });
  // Refused at the door is not sent; what a proxy answered was sent, and once more.
  const sends = own.reduce((sum, one) => sum + one.sends, 0);
  expect({ called, trouble, mostSends: Math.max(sends, trouble === 'storm' ? 2 : wanted) }).toEqual({
    ...{ called, trouble, mostSends: trouble === 'storm' ? 2 : wanted },
  });
  return document;
}
