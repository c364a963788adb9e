import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import { BUYER_ID, EXPENSE } from '../../../sandbox/fusion/testing/test-company.fixture';
import { startTestSandbox, type TestSandbox } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import type { OrderBody } from '../../../domain/fusion/kinds/purchase-order';
import type { Found } from '../../../domain/posting/look';
import type { Posted } from '../../erp-adapter';
import { type FusionUnderTest, adapterUnderTest, chart } from '../fusion-under-test.fixture';
import { orderBody, posted } from '../sample-bodies.fixture';
import { fusionSettings, type FusionSettingsInput } from '../settings';

/** The adapter and the sandbox that was written apart from it, with its small company. */
export interface Meeting {
  readonly sandbox: TestSandbox;
  readonly fusion: FusionUnderTest;
  /** Another adapter on the same pod. */
  readonly adapter: (site?: Partial<FusionSettingsInput>, posting?: Partial<PostingSettings>) => FusionUnderTest;
  readonly close: () => Promise<void>;
}

export async function meet(
  settings: Parameters<typeof startTestSandbox>[0] = {},
  given: { readonly site?: Partial<FusionSettingsInput>; readonly posting?: Partial<PostingSettings> } = {},
  rows: Parameters<typeof startTestSandbox>[1] = {},
): Promise<Meeting> {
  const sandbox = await startTestSandbox(settings, rows);
  const made: FusionUnderTest[] = [];
  const adapter = (site: Partial<FusionSettingsInput> = {}, posting?: Partial<PostingSettings>): FusionUnderTest => {
    const one = adapterUnderTest(siteOf(sandbox, site), posting, Date.now);
    made.push(one);
    return one;
  };
  return {
    sandbox,
    fusion: adapter(given.site, given.posting),
    adapter,
    close: async () => {
      await Promise.all(made.map((one) => one.adapter.close()));
      await sandbox.close();
    },
  };
}

const siteOf = (sandbox: TestSandbox, given: Partial<FusionSettingsInput>) =>
  fusionSettings({
    connectionId: 'c1',
    secret: 'sandbox-secret',
    baseUrl: sandbox.url,
    authentication: {
      method: 'clientCredentials',
      tokenUrl: `${sandbox.identityUrl}/oauth2/v1/token`,
      clientId: 'sandbox-client',
      scope: 'urn:opc:resource:consumer::all',
    },
    chart,
    requestLimitMs: 30_000,
    readLimitMs: 30_000,
    ...given,
  });

/** The order of the other tests, on an account and with a buyer of the sandbox's company. */
export function sandboxOrder(number: number, more: Partial<OrderBody> = {}): OrderBody {
  const body = orderBody(number);
  return {
    ...body,
    deliveryDate: '2099-12-31',
    setup: { ...body.setup, buyerId: BUYER_ID, requesterId: BUYER_ID },
    lines: body.lines.map((line) => ({ ...line, accountId: EXPENSE })),
    ...more,
  };
}

/** The only one that a look finds; fails the test where it is none or several, or differs from what was sent. */
export async function standing(
  fusion: FusionUnderTest,
  body: { readonly key: string; readonly kind: string },
  more: Partial<Posted> = {},
): Promise<Found> {
  const { found } = await fusion.look(body.kind, posted(body, more));
  expect(found).toHaveLength(1);
  const { kind } = fusion.at(body.kind);
  expect(kind.compare(body, found[0] as Found)).toEqual([]);
  return found[0] as Found;
}
