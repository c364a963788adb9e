import { z } from 'zod';

const ms = z.number().int().min(0);
const decimalText = z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal in quotes such as "8.25"');

const clientSchema = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const userSchema = z.strictObject({
  username: z.string().min(1),
  password: z.string().default(''),
  /** Resources that answer 403: a role is missing. */
  deniedResources: z.array(z.string()).default([]),
  /** Rows of these business units are left out without a word: data access is missing. */
  hiddenBusinessUnits: z.array(z.string()).default([]),
  /** Resources whose lists are empty without a word, and whose rows are not found: the user is no procurement agent, say. */
  emptyResources: z.array(z.string()).optional(),
  /** Names of job definitions that this user may not submit, such as JournalImportLauncher. */
  deniedJobs: z.array(z.string()).optional(),
});
/** Who may sign a token itself, as registered in the Security Console: a certificate, or its key and thumbprint. */
const issuerSchema = z.strictObject({
  issuer: z.string().min(1),
  certificate: z.string().optional().describe('PEM'),
  publicKey: z.string().optional().describe('PEM'),
  x5t: z.string().optional(),
});

const identity = {
  clients: z
    .array(clientSchema)
    .min(1)
    .default([{ clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }]),
  users: z.array(userSchema).prefault([{ username: 'sandbox-client' }, { username: 'INTUSER' }]),
  trustedIssuers: z.array(issuerSchema).default([]),
  audience: z.string().default(''),
  scopeForm: z.enum(['bare', 'audience', 'both']).default('both'),
  otherScopes: z.array(z.string()).default([]),
  tokenSeconds: z.number().int().min(1).default(3600),
  invalidClientStatus: z.union([z.literal(400), z.literal(401)]).default(401),
  clientWithoutUser: z.enum(['grantRefused', 'resource401']).default('grantRefused'),
  jwtGrant: z.boolean().default(true),
  selfSignedTokens: z.boolean().default(true),
  basicAuth: z.boolean().default(false),
  unauthorizedBody: z.enum(['empty', 'text']).default('empty'),
};

const collections = {
  timeZone: z.string().default('America/Chicago'),
  linkOrigin: z.string().default(''),
  maxLimit: z.number().int().min(1).default(500),
  expandedChildLimit: z.number().int().min(0).default(25),
  plainKeys: z.enum(['refused', 'accepted']).default('refused'),
  queryable: z.record(z.string(), z.boolean()).default({}),
  sortable: z.record(z.string(), z.boolean()).default({}),
  andTrap: z.enum(['v1', 'always', 'never']).default('v1'),
  semicolonAfterV1: z.enum(['and', 'refused']).default('and'),
  quoteDoubling: z.boolean().default(true),
  unorderedPages: z.enum(['stable', 'shuffled']).default('stable'),
  totalResultsFails: z.array(z.string()).default([]),
  badFields: z.enum(['refused', 'fails']).default('refused'),
  expandOrderDistributions: z.boolean().default(true),
  expandSuppliers: z.boolean().default(true),
  visibleAfterMs: ms.default(0),
  listedAfterMs: ms.default(0),
  ledgerChart: z.enum(['instanceNumber', 'structureId']).default('instanceNumber'),
  segmentNames: z.enum(['byChart', 'numbered']).default('byChart'),
  dynamicInsertion: z.boolean().default(false),
  soapExtras: z.enum(['refused', 'ignored']).default('refused'),
  restrictedAttributes: z.array(z.string()).default([]),
  childTouchesParent: z.boolean().default(false),
  methodOverride: z.boolean().default(true),
};

const errors = {
  structuredErrorsFrom: z.number().int().min(1).max(10).default(4),
  errorCodeMember: z.enum(['o:errorCode', 'code']).default('o:errorCode'),
  jboPrefix: z.boolean().default(false),
  productCodes: z.enum(['inText', 'asCode']).default('inText'),
  translatedMessages: z.boolean().default(false),
  staleAnswer: z.enum(['412', 'JBO-25014']).default('412'),
  maintenance: z.enum(['off', '503', 'html200', 'redirect']).default('off'),
  maxConcurrentCalls: z.number().int().min(0).default(0),
  latencyMs: ms.default(0),
};

const orders = {
  orderNumbering: z.enum(['automatic', 'manual']).default('automatic'),
  approval: z.enum(['automatic', 'manual', 'rejects']).default('automatic'),
  approvalMs: ms.default(200),
  statusSpelling: z.enum(['spaces', 'underscores']).default('spaces'),
  results: z
    .strictObject({ success: z.string().default('SUCCESS'), failure: z.string().default('ERROR') })
    .prefault({}),
  validationMessages: z.enum(['typed', 'textOnly']).default('typed'),
  missingScheduleMembers: z.enum(['atValidation', 'atCreate']).default('atValidation'),
  draftsInPurchaseOrders: z.boolean().default(false),
  openOrdersInDrafts: z.boolean().default(false),
  secondChange: z.enum(['refused', 'edits']).default('refused'),
  editedDraft: z.enum(['kept', 'incomplete']).default('kept'),
  amountsRoll: z.boolean().default(true),
  reduceBelowBilled: z.enum(['refused', 'allowed']).default('refused'),
  creditLines: z.enum(['allowed', 'refused']).default('allowed'),
  closesWhenBilled: z.boolean().default(true),
  reopenMember: z.string().min(1).default('reopenAction'),
  reopenValue: z.string().min(1).default('reopen'),
  retainageTerms: z.enum(['accepted', 'unknown']).default('accepted'),
  retainageFlag: z.enum(['terms', 'style']).default('terms'),
};

const invoices = {
  payablesApplicationId: z.string().default('200'),
  duplicateScope: z.enum(['supplier', 'supplierAndBusinessUnit']).default('supplier'),
  invoiceNumberLength: z.number().int().min(1).default(50),
  quantityDecimals: z.number().int().min(0).default(15),
  closedPeriod: z.enum(['refused', 'hold']).default('refused'),
  quantityOnAmountLine: z.enum(['refused', 'ignored']).default('refused'),
  amountMismatch: z.enum(['hold', 'refused']).default('hold'),
  mixedSignLines: z.enum(['allowed', 'refused']).default('allowed'),
  zeroInvoices: z.enum(['allowed', 'refused']).default('allowed'),
  creditMemoMatching: z.enum(['allowed', 'refused']).default('allowed'),
  matchToClosed: z.enum(['allowed', 'refused']).default('allowed'),
  retainageHeader: z.enum(['net', 'gross']).default('net'),
  retainageReleasePost: z.enum(['refused', 'accepted']).default('refused'),
  taxRates: z.record(z.string(), decimalText).default({}),
  defaultTaxClassification: z.string().default(''),
  taxCombination: z.string().default(''),
  taxMovesHeader: z.boolean().default(false),
  invoiceApproval: z.enum(['notRequired', 'automatic', 'manual']).default('notRequired'),
  manualHoldNames: z.array(z.string()).default(['Amount approved', 'Payment review', 'Compliance', 'Tax review']),
  duplicateHolds: z.enum(['allowed', 'refused']).default('allowed'),
  heldStatus: z.enum(['needsRevalidation', 'validated']).default('needsRevalidation'),
  releaseValidates: z.boolean().default(true),
  cancelLineAction: z.string().default('cancelLine'),
  cancelRefusal: z.enum(['error', 'result']).default('error'),
  cancelAccounted: z.enum(['allowed', 'refused']).default('allowed'),
  canceledLines: z.enum(['zero', 'kept']).default('zero'),
  referenceKeys: z.enum(['readOnly', 'writable']).default('readOnly'),
  words: z.record(z.string(), z.string()).default({}),
  voidedPayment: z.enum(['statusOnly', 'negativeRow']).default('statusOnly'),
};

const scheduler = {
  integrationStatus: z.union([z.literal(200), z.literal(201)]).default(201),
  requestIdForm: z.enum(['text', 'number']).default('text'),
  documentAccounts: z.array(z.string()).default(['fin$/generalLedger$/import$', 'fin$/journal$/import']),
  documentIds: z.enum(['rows', 'list']).default('rows'),
  badZip: z.enum(['loadFails', 'refused']).default('loadFails'),
  essStepMs: ms.default(200),
  essFrozen: z.boolean().default(false),
  requestVisibleAfterMs: ms.default(0),
  emptyStatus: z.enum(['text', 'null']).default('text'),
  unknownRequest: z.enum(['noItems', 'emptyStatus']).default('noItems'),
  statusFields: z.enum(['withRequest', 'asAsked']).default('withRequest'),
  childStatus: z.enum(['empty', 'shown']).default('empty'),
  postProcessing: z.enum(['none', 'COMPLETED', 'FINISHED']).default('none'),
  importRequests: z.enum(['underLoad', 'underParent', 'separate']).default('underLoad'),
  parentState: z.enum(['succeeded', 'worstChild']).default('succeeded'),
  parentParameters: z.enum(['none', 'shown']).default('none'),
  listedParameters: z.boolean().default(false),
};

const journals = {
  shortRows: z.enum(['tolerated', 'rejected']).default('tolerated'),
  rejectedRows: z.enum(['silent', 'warning', 'error']).default('silent'),
  oddAmounts: z.enum(['rejected', 'accepted']).default('rejected'),
  sourceParameter: z.enum(['key', 'name', 'either']).default('key'),
  dataAccessSets: z.array(z.string()).default([]),
  purgeOption: z.enum(['all', 'importedOnly']).default('all'),
  suspensePosting: z.boolean().default(false),
  suspenseCombination: z.string().default(''),
  balancingSegment: z.string().default(''),
  unbalancedSegments: z.enum(['refused', 'notPosted', 'allowed']).default('refused'),
  periodCode: z.string().default('EP01'),
  conversionTypes: z.array(z.string()).default(['Corporate', 'Spot', 'User']),
  conversionRates: z.record(z.string(), decimalText).default({}),
  journalName: z.enum(['asGiven', 'longer']).default('asGiven'),
  batchNameLength: z.number().int().min(1).default(240),
  journalLinesChild: z.enum(['journalLines', 'lines']).default('journalLines'),
  autoPost: z.boolean().default(false),
  deleteBatches: z.enum(['unposted', 'refused']).default('unposted'),
  reversalTexts: z.enum(['copied', 'none']).default('copied'),
  untouchedBalances: z.enum(['zero', 'noItems']).default('zero'),
};

/** Every setting with its default; the README of this folder says what each does and which mark it comes from. */
export const settingsSchema = z.strictObject({
  ...identity,
  ...collections,
  ...errors,
  ...orders,
  ...invoices,
  ...scheduler,
  ...journals,
});

export type FusionSandboxSettings = z.infer<typeof settingsSchema>;

export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

export function parseSettings(input: unknown): FusionSandboxSettings {
  const parsed = settingsSchema.safeParse(input);
  if (!parsed.success) {
    throw new SettingsError(`The settings cannot be read:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
