import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LosslessNumber, parse, stringify } from 'lossless-json';
import { addContracts, editJson, workedProjectId, type AddedContract } from '../../system/support/added-contracts';
import { amountCanary, nameCanary } from './find-canary';

const tag = (): string => randomBytes(6).toString('hex');

/** Values that stand nowhere else, so that whatever finds one has found a leak. */
export const secrets = {
  clientId: `pc-client-${tag()}`,
  clientSecret: `pc-secret-${tag()}`,
  // JDE takes ten characters.
  username: `J${tag().toUpperCase().slice(0, 9)}`,
  password: `jde-pass-${tag()}`,
  webhook: `Bearer hook-${tag()}`,
  trigger: `trigger-${tag()}`,
};

export const vendor = {
  id: '562949953439901',
  name: 'Quillfeather Zorbanek Piling',
  taxId: '84-6620917',
  email: 'ruth@quillfeather.example',
};
/** JDE has a supplier of a similar name, so that a person must choose. */
const doubtedVendor = { id: '562949953439902', name: 'Thrummelgate Osprey Masonry', taxId: '83-5512048' };
const similarSupplier = 'Thrummelgate Osprey Masonry Inc';

/** Bank accounts, as they are asked for. */
export const bankAccounts = {
  applied: String(randomInt(1e13, 9e13)),
  refused: String(randomInt(1e13, 9e13)),
} as const;

export const amounts = {
  clean: '391827.64',
  cleanRetainage: '39182.76',
  cleanPayable: '352644.88',
  overContract: '487213.59',
  refused: '273645.18',
  crashed: '128493.77',
  unreadable: '155284.93',
  doubted: '166372.41',
  forbidden: '145918.36',
} as const;

export const texts = {
  work: `caissons beside the Ferrowick adit ${tag()}`,
  comment: `paid late because of Obadiah Trenholme ${tag()}`,
  webhook: `note on the hook: Marguerite Vashtar ${tag()}`,
  refusal: `JDE says: insured by Calloway-Brandt ${tag()}`,
  raised: `row of the Silverquay annex ${tag()}`,
  input: `broken input of the Wexcombe pier ${tag()}`,
  read: `JDE read error: Pellinore desk ${tag()}`,
  proxyPage: `proxy page naming Isaura Dunleavy ${tag()}`,
  procore: `Procore complains about Lothian Braithwaite ${tag()}`,
  cut: `cut answer about Hesketh Marlowe ${tag()}`,
} as const;

export const amountCanaries = Object.entries(amounts).map(([name, amount]) => amountCanary(`amount ${name}`, amount));
export const nameCanaries = [
  nameCanary('vendor name', vendor.name),
  nameCanary('doubted vendor name', doubtedVendor.name),
  { name: 'vendor tax id', texts: [vendor.taxId, vendor.taxId.replace('-', '')] },
  { name: 'vendor email', texts: [vendor.email] },
];
export const textCanaries = Object.entries(texts).map(([name, text]) => nameCanary(`text ${name}`, text));
export const bankCanaries = Object.entries(bankAccounts).map(([name, account]) => ({
  name: `bank account ${name}`,
  texts: [account],
}));
export const secretCanaries = Object.entries(secrets).map(([name, text]) => ({
  name: `secret ${name}`,
  texts: [text],
}));

const ends = ['clean', 'overContract', 'refused', 'crashed', 'unreadable', 'doubted', 'forbidden'] as const;
export type End = (typeof ends)[number];

/** The id that `addContracts` gives the only requisition of the contract. */
export function canaryId(end: End): string {
  return String(700_000_000_000_100n + BigInt(ends.indexOf(end)) * 1_000n);
}

/** One contract a way to end; its number says which. */
const contracts: readonly AddedContract[] = ends
  .map((end) => ({ end, vendorId: (end === 'doubted' ? doubtedVendor : vendor).id }))
  .map(({ end, vendorId }) => ({
    number: `CANARY-${end}`,
    vendorId,
    requisitions: [
      {
        items: [
          { code: '26-010.S', total: amounts[end], ...(end === 'clean' ? { withheld: amounts.cleanRetainage } : {}) },
        ],
        fields: { vendor_name: vendorId === vendor.id ? vendor.name : doubtedVendor.name },
      },
    ],
  }));

/** Puts the canaries into a folder of the sample company, and leaves one project of it. */
export function shapeCanaryCompany(folder: string): void {
  addContracts(folder, contracts);
  const projectFolder = join(folder, 'procore/projects', workedProjectId);
  writeFileSync(join(folder, 'procore/permitted_projects.json'), `[${workedProjectId}]`);
  editJson(join(projectFolder, 'work_order_contracts.json'), (orders) => {
    for (const order of orders.filter(isCanary('number'))) order['title'] = texts.work;
  });
  editJson(join(projectFolder, 'requisitions.json'), (requisitions) => {
    for (const requisition of requisitions.filter(isCanary('contract_name'))) {
      for (const item of requisition['items'] as Record<string, unknown>[]) {
        item['description_of_work'] = texts.work;
        item['comment'] = texts.comment;
      }
    }
  });
  editJson(join(folder, 'procore/vendors.json'), (vendors) => {
    const [template = {}] = vendors;
    for (const made of [vendor, doubtedVendor]) {
      vendors.push({
        ...template,
        id: new LosslessNumber(made.id),
        ...{ name: made.name, company: made.name, legal_name: made.name, email_address: vendor.email },
        business_register: {
          ...(template['business_register'] as object),
          id: new LosslessNumber(`${made.id}0`),
          identifier: made.taxId,
        },
      });
    }
  });
  addSupplier(folder, 'F0101', {
    ALPH: similarSupplier,
    DC: similarSupplier.replaceAll(' ', '').toUpperCase(),
    TAX: '',
  });
  addSupplier(folder, 'F0401', {});
}

function isCanary(member: string): (row: Record<string, unknown>) => boolean {
  return (row) => String(row[member]).startsWith('CANARY-');
}

/** A row like that of a supplier who is there already. */
function addSupplier(folder: string, table: string, columns: Record<string, string>): void {
  const master = parse(readFileSync(join(folder, 'jde/F0401.json'), 'utf8')) as Record<string, unknown>[];
  const file = join(folder, 'jde', `${table}.json`);
  const rows = parse(readFileSync(file, 'utf8')) as Record<string, unknown>[];
  const template = rows.find((row) => String(row['AN8']) === String(master[0]?.['AN8']));
  rows.push({ ...template, ...columns, AN8: new LosslessNumber('99001') });
  writeFileSync(file, stringify(rows, undefined, 1) ?? '');
}
