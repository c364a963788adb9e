import { z } from 'zod';
import { caBundleSchema } from '../../config/ca-bundle';
import { milliseconds, url } from '../../config/connection-settings';
import { fusionChartSchema } from '../../domain/fusion/chart';
import { fusionCostCodesSchema } from '../../domain/fusion/cost-code-settings';
import { fusionPostingSchema } from '../../domain/fusion/posting-settings';
import { fusionPurchaseOrdersSchema } from '../../domain/fusion/purchase-order-settings';

const ofTokens = {
  /** Of the identity domain, whole: .../oauth2/v1/token. */
  tokenUrl: url(
    'the token address of the identity domain, e.g. https://idcs-....identity.oraclecloud.com/oauth2/v1/token',
  ),
  clientId: z.string({ error: () => 'required: the client id of the confidential application' }).min(1),
  /** In the spelling that the resource application was declared with. */
  scope: z
    .string({
      error: () =>
        'required: the scope, e.g. urn:opc:resource:consumer::all, or the primary audience followed by it without a blank',
    })
    .min(1),
};

const ofAssertions = {
  /** The Fusion user in whose name calls are made. */
  username: z.string({ error: () => 'required: the Fusion user in whose name calls are made' }).min(1),
  /** PEM: what was registered with the private key, for its thumbprint. */
  certificate: z
    .string({ error: () => 'required: the certificate of the private key, PEM' })
    .includes('BEGIN CERTIFICATE'),
};

/** The three ways to a token (reference 1.2). `secret` holds the client secret, the PEM private key, or both. */
const authenticationSchema = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('clientCredentials'), ...ofTokens }),
    z.strictObject({
      method: z.literal('userAssertion'),
      ...ofTokens,
      ...ofAssertions,
      audience: z.string().min(1).default('https://identity.oraclecloud.com/'),
    }),
    z.strictObject({
      method: z.literal('selfSigned'),
      ...ofAssertions,
      /** As the trusted issuer is called in Security Console, API Authentication. */
      issuer: z.string({ error: () => 'required: the name of the trusted issuer' }).min(1),
      /** How long each token is good: 5 to 60 minutes. */
      minutes: z.int().min(5).max(60).default(30),
    }),
  ],
  {
    error: () =>
      'required: {"method": "clientCredentials"}, {"method": "userAssertion"} or {"method": "selfSigned"} with what each needs',
  },
);

/** The section `fusion` of connection.json: the customer's pod and how it is spoken to. */
const siteSchema = z.strictObject({
  baseUrl: url('the whole address of the pod, e.g. https://acme.fa.us2.oraclecloud.com').overwrite((given) =>
    given.replace(/\/+$/, ''),
  ),
  authentication: authenticationSchema,
  chart: fusionChartSchema,
  resourceVersion: z
    .string()
    .regex(/^\d+(\.\d+)+$/, 'a number, never "latest": it may move')
    .default('11.13.18.05'),
  /** Sent on every call: what an answer looks like follows from it. */
  frameworkVersion: z.int().min(3).max(9).default(4),
  /** How conditions of `q` are joined: `;` or ` and `. A pod can answer the wrong one with no rows; `connection check` tries. */
  queryStyle: z.enum(['semicolon', 'expression']).default('semicolon'),
  /** What a validated invoice is shown as while a hold is open: some pods say it needs revalidation until the hold ends. */
  heldStatus: z.enum(['needsRevalidation', 'validated']).default('needsRevalidation'),
  /** Calls at once on this pod. */
  erpConcurrency: z.int().min(1).max(4).default(3),
  /** From sending a write to the last byte of its answer. */
  requestLimitMs: milliseconds(100, 300_000).default(120_000),
  /** How far the clocks of Fusion and of this side may be apart. */
  clockMarginMs: milliseconds(0, 86_400_000).default(3_600_000),
  /** Which suppliers are matched with vendors, beside what none can be without: see `supplierScope` in the documentation. */
  supplierScope: z
    .strictObject({
      types: z
        .array(z.string().min(1))
        .min(1, 'at least one SupplierTypeCode, e.g. SUPPLIER; leave those of employees out'),
      /** Whether suppliers without a type belong to it. */
      withoutType: z.boolean().default(false),
    })
    .optional(),
  /** How accounts become cost codes in Procore; without it none do. */
  costCodes: fusionCostCodesSchema.optional(),
  /** Which orders that buyers make become commitments in Procore; without it none do. */
  purchaseOrders: fusionPurchaseOrdersSchema.optional(),
  /** A supplier whose sites `connection check` reads. */
  testSupplier: z.string().min(1).optional(),
  /** PEM certificates trusted besides the public ones. */
  caBundle: caBundleSchema.optional(),
});

/** What is Fusion's own in a connection's settings, by section of connection.json. */
export const fusionSettingsSchema = z.strictObject({ fusion: siteSchema, posting: fusionPostingSchema });

/** The client secret, the PEM private key, or one after the other. */
export const fusionSecretsSchema = z.strictObject({ secret: z.string().min(1) });

/** How the client goes about it; no customer says so. */
interface ClientLimits {
  readonly readLimitMs: number;
  /** A write that found no slot or token by then is given back as not sent. */
  readonly sendWithinMs: number;
  /** How long a control row vouches for further empty answers to the same question. */
  readonly proofAgeMs: number;
  readonly pageSize: number;
}

interface Named {
  readonly connectionId: string;
  readonly secret: string;
}

export type FusionSettings = Readonly<z.infer<typeof siteSchema>> & Named & ClientLimits;
export type FusionSettingsInput = Readonly<z.input<typeof siteSchema>> & Named & Partial<ClientLimits>;

/** Fills in what was not given. Throws a RangeError that names the place of what is wrong. */
export function fusionSettings(given: FusionSettingsInput): FusionSettings {
  const { connectionId, secret, readLimitMs, sendWithinMs, proofAgeMs, pageSize, ...site } = given;
  const parsed = siteSchema.safeParse(site);
  if (!parsed.success) {
    throw new RangeError(
      parsed.error.issues.map(({ path, message }) => `fusion.${path.join('.')}: ${message}`).join('; '),
    );
  }
  return {
    ...{ connectionId, secret },
    readLimitMs: readLimitMs ?? 60_000,
    sendWithinMs: sendWithinMs ?? 10_000,
    proofAgeMs: proofAgeMs ?? 5 * 60_000,
    pageSize: pageSize ?? 500,
    ...parsed.data,
  };
}
