import type { LogLine } from '../stack/programs/log-line';
import type { DemoSandboxes } from './demo-sandboxes';
import type { ListedDocument } from './print-demo-result';

/** What the demo does otherwise with each ERP; the rest of it is the same. */
export interface DemoErp {
  readonly system: 'jde' | 'fusion';
  /** As people call it: `JD Edwards`. */
  readonly title: string;
  /** Addresses at which its sandbox listens beside the control port, by the name of the option: `port`. */
  readonly ports: readonly ('port' | 'identity-port')[];
  /** Of the sandbox; empty: its own defaults. */
  readonly sandboxSettings: Readonly<Record<string, unknown>>;
  /** Kinds of documents that go into its books. */
  readonly kinds: readonly string[];
  /** Files of the sample company's folder. */
  readonly files: { readonly story: string; readonly mapping: string };
  /** The sandboxes' own credentials, as the environment gives them to the commands. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What its connection file says: the form a user writes, with secrets named in the environment. */
  readonly connection: (
    at: Pick<DemoSandboxes, 'procoreUrl' | 'erpUrl' | 'identityUrl' | 'companyId' | 'story'>,
  ) => object;
  /** Where its sandbox is, as the end of the demo shows it. */
  readonly address: (sandboxes: DemoSandboxes) => string;
  /** What has happened in the ERP before the connection is made; absent: what its data has. */
  readonly before?: (acts: DemoActs) => Promise<void>;
  /** Which of its suppliers are which vendors, asked before anything is made; absent: each is found as it is needed. */
  readonly matchVendors?: (acts: DemoActs) => Promise<void>;
  /** What a person chooses after the opening balances. */
  readonly choose: (acts: DemoActs) => Promise<void>;
  /** What the customer's own people do in the ERP with what has arrived there. */
  readonly actInErp: (acts: DemoActs) => Promise<void>;
  /** Ends some of the holds by commands; gives what was mended, by the words of the sample company's expectations. */
  readonly mend: (acts: DemoActs) => Promise<readonly string[]>;
  /** What goes into its general ledger beside orders and invoices; gives what was done, as `mend` does. Absent: nothing. */
  readonly ledger?: (acts: DemoActs) => Promise<readonly string[]>;
  /** What of its master data comes to Procore before going live; absent: nothing. */
  readonly publish?: (acts: DemoActs) => Promise<void>;
  /** What stands there, read from there. */
  readonly printPosted: (documents: readonly ListedDocument[], sandboxes: DemoSandboxes, log: LogLine) => Promise<void>;
  /** How the comparer is told of it. */
  readonly comparerWords: (sandboxes: DemoSandboxes) => readonly string[];
  /** Commands to try at the end, with what each shows. */
  readonly tries: readonly (readonly [command: string, shows: string])[];
}

export interface DemoActs {
  readonly sandboxes: DemoSandboxes;
  readonly log: LogLine;
  /** Where the ERP reaches our api. */
  readonly apiUrl: string;
  /** Runs `ml-connector` with these words, as a user would, and shows what it says. */
  readonly type: (...words: string[]) => Promise<string>;
  /** As `type`, with the answer in a file of the sample company's folder. */
  readonly typeInto: (file: string, ...words: string[]) => Promise<string>;
  /** What the connector lists of all its documents. */
  readonly documents: () => Promise<readonly ListedDocument[]>;
  /** Until nothing has moved for a while; gives how many documents stand where, kind by kind. `kinds`: those alone; absent: all. */
  readonly watch: (kinds?: readonly string[]) => Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
}
