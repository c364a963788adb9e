import { z } from 'zod';

const seconds = z.number().min(0);
const userSchema = z.strictObject({
  username: z.string().min(1),
  password: z.string().min(1),
  addressNumber: z.number().int().default(1),
});

/** Every setting with its default; the README of this folder says what each does. */
const settingsSchema = z.strictObject({
  users: z
    .array(userSchema)
    .min(1)
    .default([{ username: 'PROCORE', password: 'sandbox', addressNumber: 1 }]),
  environments: z.array(z.string()).min(1).default(['JDV920']),
  roles: z.array(z.string()).min(1).default(['*ALL']),
  release: z.string().default('EnterpriseOne 9.2.8.2'),
  simpleDateFormat: z.enum(['dd/MM/yyyy', 'MM/dd/yyyy', 'yyyy/MM/dd', 'dd/MM/yy', 'MM/dd/yy']).default('dd/MM/yyyy'),
  decimalFormat: z.enum(['.', ',']).default('.'),
  timeZone: z.string().default('UTC'),
  blankText: z.enum([' ', '']).default(' '),
  maskBankAccounts: z.boolean().default(true),
  payeeControl: z.boolean().default(false),

  sessionIdleSeconds: seconds.default(1800),
  sessionAbsoluteSeconds: seconds.default(7200),
  maxSessions: z.number().int().min(0).default(0),
  expiredAnswer: z.union([z.literal(444), z.literal(403)]).default(444),
  affinity: z.boolean().default(false),
  allowedAddresses: z.array(z.string()).default([]),
  jasAllowsAis: z.boolean().default(true),
  deniedTables: z.array(z.string()).default([]),
  deniedOrchestrations: z.array(z.string()).default([]),
  hiddenOrchestrations: z.array(z.string()).default([]),
  hiddenInputs: z.array(z.string()).default([]),

  resultSetSeconds: seconds.default(60),
  dbFetchLimit: z.number().int().min(1).default(2000),
  defaultPageSize: z.number().int().min(1).default(100),
  maxConcurrentCalls: z.number().int().min(0).default(0),
  latencyMs: z.number().int().min(0).default(0),
  jdeStatusMembers: z.boolean().default(true),
  nestedMessages: z.boolean().default(false),
  numericOutputs: z.boolean().default(true),

  missingInputs: z.enum(['refused', 'blank']).default('refused'),
  unknownInputs: z.enum(['refused', 'ignored']).default('refused'),
  formWarnings: z.enum(['passed', 'shown', 'stops']).default('passed'),
  orchestrationNames: z.record(z.string(), z.string()).default({}),
  vendorKeyColumn: z.enum(['ALKY', 'URRF']).default('ALKY'),
  createOrderSearchesFirst: z.boolean().default(false),
  validateBatchRows: z.boolean().default(true),
  longTexts: z.enum(['refused', 'cut']).default('refused'),
  reservedOrders: z.array(z.string()).default([]),
  orderStatuses: z
    .strictObject({
      enteredLast: z.string().default('220'),
      enteredNext: z.string().default('280'),
      canceledLast: z.string().default('980'),
      closedNext: z.string().default('999'),
    })
    .prefault({}),
  orderHold: z.strictObject({ aboveAmount: z.string().default(''), code: z.string().default('B1') }).prefault({}),
  orderApproval: z
    .strictObject({
      aboveAmount: z.string().default(''),
      kind: z.enum(['budget', 'monetary']).default('monetary'),
      responsible: z.string().default('1'),
    })
    .prefault({}),
  matchedAmountIn: z.enum(['AREC', 'AOPN']).default('AREC'),
  reversedMatch: z.enum(['beside', 'replaces']).default('beside'),
  changesWaitAbove: z.string().default(''),
  exchangeRates: z.record(z.string(), z.string()).default({}),
  nextNumbers: z.record(z.string(), z.number().int().positive()).default({}),

  purge: z.boolean().default(false),
  ledgerKeys: z.enum(['both', 'VR01', 'URRF', 'none']).default('both'),
  failedRowFlag: z.enum(['0', '']).default('0'),
  documentInZRows: z.boolean().default(false),
  duplicateInvoiceEdit: z.enum(['H', 'Y', '']).default('H'),
  paymentHold: z.enum(['refuses', 'warns']).default('refuses'),
  batchesApproved: z.boolean().default(true),
  jobSeconds: seconds.default(0),
  jobStatusWords: z.boolean().default(false),
  jobEnds: z.enum(['D', 'E']).default('D'),
  statusMovesStamps: z.boolean().default(true),
  priorYearBalances: z.enum(['carried', 'apart']).default('carried'),
  voidedGross: z.enum(['zero', 'kept']).default('zero'),
  voidDocumentType: z.enum(['own', 'PE']).default('own'),
  payablesTradeAccounts: z.record(z.string(), z.string()).default({}),
  paymentSign: z.enum(['negative', 'positive']).default('negative'),
  voidedPaymentRow: z.enum(['opposite', 'same']).default('opposite'),
  voidedPaymentAmount: z.enum(['zero', 'kept']).default('zero'),
});

export type JdeSandboxSettings = z.infer<typeof settingsSchema>;

export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

export function parseSettings(input: unknown): JdeSandboxSettings {
  const parsed = settingsSchema.safeParse(input);
  if (!parsed.success) {
    throw new SettingsError(`The settings cannot be read:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
