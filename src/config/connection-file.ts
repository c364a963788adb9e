import { z } from 'zod';

/** Where a secret comes from. Absent: asked for on a terminal, or read from stdin. */
export const secretSource = z
  .union(
    [
      z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable') }),
      z.strictObject({ prompt: z.literal(true) }),
    ],
    {
      error: (issue) =>
        typeof issue.input === 'string'
          ? 'a secret never stands in the file, where backups and version control keep it: write {"env": "NAME"}, or leave it out to be asked for it'
          : 'where the secret comes from: {"env": "NAME"} or {"prompt": true}',
    },
  )
  .optional();

export type SecretSource = z.infer<typeof secretSource>;

const name = (what: string) =>
  z
    .string({ error: () => `required: ${what}` })
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, `${what}: small letters, digits and hyphens, at most 40, e.g. acme-jde`);

/** What `connection.json` says besides the settings. Where a secret comes from is said beside the settings that it goes with. */
export const connectionHeadSchema = z.strictObject({
  $schema: z.string().optional(),
  id: name('the name of the connection'),
  tenant: name('the customer it belongs to').refine(
    (id) => id !== 'system',
    'belongs to the connector; choose another',
  ),
  tenantName: z.string().min(1).optional(),
  environment: z.enum(['sandbox', 'production'], {
    error: () => 'required: sandbox or production (they never mix; it cannot be changed later)',
  }),
  erp: z.string(),
  /** What Procore is told to send in the Authorization header of its webhooks. */
  webhookSecret: secretSource,
  /** What the ERP sends when it asks for a poll. */
  triggerSecret: secretSource,
});

export type ConnectionHead = z.infer<typeof connectionHeadSchema>;
