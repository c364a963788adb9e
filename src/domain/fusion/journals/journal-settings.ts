import { z } from 'zod';

/** The import's list of parameters has no way to write a comma. */
const parameter = (what: string, length: number) =>
  z
    .string({ error: () => `required: ${what}` })
    .regex(/^[^,"]+$/, `${what}: without commas and quotation marks`)
    .max(length);

/** How journals come into the general ledger, by file. Without this section none are posted. */
export const journalSettingsSchema = z.strictObject({
  /** As people see it; each line of the file names it. */
  source: parameter('the journal source that was made for this connector, e.g. Procore', 25),
  /**
   * What the import takes of the source: of one that the customer made its internal key, of a seeded one its name. A wrong one
   * imports nothing and succeeds.
   */
  sourceParameter: parameter('the source as the import takes it', 25).optional(),
  category: parameter('the journal category, e.g. Procore', 25),
  /** Which the user posts through; without it the import finds it by the user. */
  dataAccessSetId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /**
   * By which Fusion converts what is in another currency than the ledger's, at the rate of the accounting date; without it such a cost
   * is held. No rate is sent from here.
   */
  conversionType: parameter('the conversion type as Fusion calls it, e.g. Corporate', 30)
    .refine((type) => type.toLowerCase() !== 'user', {
      error:
        'User asks for a rate, and none is sent from here: name a type whose daily rates Fusion has, e.g. Corporate',
    })
    .optional(),
  /** Where in UCM the file goes. */
  documentAccount: z.string().min(1).default('fin$/generalLedger$/import$'),
  /** How a pod calls the lines of a journal. */
  linesChild: z.enum(['journalLines', 'lines']).default('journalLines'),
});

export type JournalSettings = Readonly<z.infer<typeof journalSettingsSchema>>;
