import { Decimal } from 'decimal.js';
import type { ConnectionContext } from '../../../src/application/context';
import { testContext } from '../../stack/test-context';
import { accountsPayable, type AccountsPayable } from './accounts-payable';
import { workedProjectId, type AddedContract } from './added-contracts';
import { LaterContracts } from './later-contracts';
import { startRig, type Rig, type RigOptions, type Row } from './rig';

/** JD Edwards with orders of commitments, their order type in UDC 40/CT. */
const commitmentBasis = {
  purchaseOrderBasis: 'commitment',
  orderCommitment: undefined,
  relief: 'reduce',
  orderType: 'OS',
} as const;

/** A system with JD Edwards in which contracts get orders that are relieved as their requisitions are posted. */
export interface CommitmentOrders {
  readonly rig: Rig;
  readonly contracts: LaterContracts;
  readonly ap: AccountsPayable;
  /** Settings of JDE's stand-in. */
  set(settings: Readonly<Record<string, unknown>>): Promise<unknown>;
  pollCommitments(): Promise<unknown>;
  pollChangeOrders(): Promise<unknown>;
  /** The contract is approved now, and its order is in force. */
  ordered(number: string): Promise<string>;
  /** Headers of orders made of it. */
  ordersOf(number: string): Promise<Row[]>;
  /** The order's number. */
  orderNumber(number: string): Promise<string>;
  linesOf(number: string): Promise<Row[]>;
  /** What is open by line, as `VR01: AOPN`; the last digits of Procore's id tell the lines apart. */
  openOf(number: string): Promise<Record<string, string>>;
  /** Looks until the document stands there. */
  untilStage(sourceId: string, ...stages: string[]): ReturnType<Rig['untilStage']>;
  /** A requisition that is delivered is processed and posted by AP. */
  posted(sourceId: string): Promise<void>;
  reasonsOf(sourceId: string): Promise<readonly string[]>;
  /** What use cases are given. */
  context(): Promise<ConnectionContext>;
  /** By its row; nobody has asked it to look again. */
  heldFor(sourceId: string, reason: string): Promise<void>;
  /** Waits until the order is open with that, line by line in the order of the lines. */
  untilOpen(number: string, ...amounts: string[]): Promise<void>;
  /** Of the job's accounts: what is open of the order, and what is posted in the general ledger. */
  committedAndPosted(number: string): Promise<{ open: string; posted: string }>;
}

/** It is live; the contracts and their requisitions are not there yet. */
export async function startCommitmentOrders(
  added: readonly AddedContract[],
  options: RigOptions = {},
): Promise<CommitmentOrders> {
  const contracts = new LaterContracts();
  const rig = await startRig({
    ...options,
    posting: { ...commitmentBasis, ...options.posting },
    shape: (data) => {
      contracts.keep(data, added);
      options.shape?.(data);
    },
  });
  await rig.goLive(['4411']);
  const ofProject = { ...rig.scope, projectId: workedProjectId };
  const ap = accountsPayable(rig);
  const pollCommitments = () => rig.activities.pollCommitments(ofProject);
  const untilStage: CommitmentOrders['untilStage'] = async (sourceId, ...stages) => {
    await rig.until(`${sourceId} in ${stages.join(' or ')}`, async () => {
      await ap.poll();
      const now = (await rig.documents()).find((one) => one.sourceId === sourceId);
      return stages.includes(now?.stage ?? '');
    });
    return rig.untilStage(sourceId, stages);
  };
  const ordersOf = async (number: string): Promise<Row[]> =>
    (await rig.table('F4301')).filter(({ RMK = '' }) => RMK.includes(` ${number} `));
  const orderNumber = async (number: string): Promise<string> => {
    const [only, ...more] = await ordersOf(number);
    if (only === undefined || more.length > 0) throw new Error(`${number} has several orders, or none`);
    return only['DOCO'] ?? '';
  };
  const linesOf = async (number: string): Promise<Row[]> => {
    const lines = await rig.table('F4311', { DOCO: await orderNumber(number) });
    return lines.sort((a, b) => Number(a['LNID']) - Number(b['LNID']));
  };
  const amountOf = (row: Row, column: string): string => new Decimal(row[column] ?? '0').toFixed(2);
  const openOf = async (number: string): Promise<Record<string, string>> =>
    Object.fromEntries((await linesOf(number)).map((row) => [row['VR01']?.trim() ?? '', amountOf(row, 'AOPN')]));
  const held = async (sourceId: string) => (await rig.holds()).find((one) => one.document.sourceId === sourceId);
  return {
    ...{ rig, contracts, ap, pollCommitments, ordersOf, orderNumber, linesOf, openOf, untilStage },
    set: (settings) => rig.control('jde', 'PUT', 'settings', settings),
    pollChangeOrders: () => rig.activities.pollChangeOrders(ofProject),
    ordered: async (number) => {
      const id = await contracts.appear(rig, number);
      await pollCommitments();
      await untilStage(id, 'posted');
      return id;
    },
    posted: async (sourceId) => {
      await rig.untilStage(sourceId, ['delivered']);
      await ap.taken(await rig.document(sourceId));
    },
    context: async () => {
      const withTemporal = () => Promise.reject(new Error('the test needs no Temporal'));
      const made = await testContext(rig.test, { identity: 'C. Controller', role: 'operator' }, { withTemporal });
      return { ...made, ports: { procore: rig.procorePort, erp: rig.erp } };
    },
    reasonsOf: async (sourceId) => (await held(sourceId))?.hold.reasons ?? [],
    heldFor: (sourceId, reason) =>
      rig
        .until(
          `${sourceId} held for ${reason}`,
          async () => {
            const own = await held(sourceId);
            return own?.hold.reasons.join() === reason && own.hold.releaseAskedAt === null;
          },
          30_000,
        )
        .catch(async (cause: unknown) => {
          const own = await held(sourceId);
          const why = own?.problems.map((problem) => `${problem.reason}: ${problem.message}`).join('; ');
          const { stage } = await rig.document(sourceId);
          throw new Error(`${sourceId} is ${stage ?? 'nowhere'} (${why ?? 'not held'}), not held for ${reason}`, {
            cause,
          });
        }),
    untilOpen: async (number, ...amounts) => {
      let last = '';
      const wanted = amounts.join();
      await rig
        .until(
          `${number} open with ${wanted}`,
          async () => {
            last = Object.values(await openOf(number)).join();
            return last === wanted;
          },
          30_000,
        )
        .catch(async (cause: unknown) => {
          const why = (await held(contracts.idOf(number)))?.problems.map(({ message }) => message).join('; ');
          throw new Error(`${number} is open with ${last}, not with ${wanted} (${why ?? 'not held'})`, { cause });
        });
    },
    committedAndPosted: async (number) => {
      const lines = await linesOf(number);
      const accounts = new Set(
        lines.map((row) => [row['OMCU'], row['OBJ'], row['SUB']].map((cell) => cell?.trim()).join('.')),
      );
      const order = await orderNumber(number);
      const bills = (await rig.table('F0411')).filter((row) => row['PO']?.trim().replace(/^0+/, '') === order);
      const documents = new Set(bills.map((row) => row['DOC']));
      const posted = (await rig.table('F0911'))
        .filter((row) => documents.has(row['DOC'] ?? '') && row['POST'] === 'P')
        .filter((row) => accounts.has([row['MCU'], row['OBJ'], row['SUB']].map((cell) => cell?.trim()).join('.')));
      const sum = (rows: readonly Row[], column: string): string =>
        rows.reduce((total, row) => total.plus(row[column] ?? '0'), new Decimal(0)).toFixed(2);
      return { open: sum(lines, 'AOPN'), posted: sum(posted, 'AA') };
    },
  };
}
