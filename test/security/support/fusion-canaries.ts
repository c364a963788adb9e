import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workedProjectId } from '../../system/support/added-contracts';
import { fusionMapping } from '../../system/support/fusion-rig';
import { LaterContracts } from '../../system/support/later-contracts';
import { supplierToEnter, type NewSupplier } from '../../system/support/whole-fusion';
import { amountCanary, nameCanary } from './find-canary';

const tag = (): string => randomBytes(6).toString('hex');

/** Values that stand nowhere else, in what Fusion and Procore answer of a whole story. */
export const secrets = {
  clientId: `pc-client-${tag()}`,
  clientSecret: `pc-secret-${tag()}`,
  fusion: `fusion-secret-${tag()}`,
  webhook: `Bearer hook-${tag()}`,
};

export const supplier: NewSupplier = {
  name: 'Quillfeather Zorbanek Piling',
  number: '61999',
  ids: '30000004799999',
  taxId: '84-6620917',
};
const street = '4417 Ferrowick Adit Lane';

export const amounts = {
  contract: '391827.64',
  change: '48721.59',
  billed: '27364.18',
  withheld: '2736.42',
  refused: '12849.77',
  imported: '15528.93',
  rejected: '16637.41',
  paid: '17483.26',
} as const;

export const texts = {
  commitment: `caissons beside Obadiah Trenholme ${tag()}`,
  changeOrder: `shoring for Marguerite Vashtar ${tag()}`,
  order: `gear for Isaura Dunleavy ${tag()}`,
  rejectedOrder: `gear for Lothian Braithwaite ${tag()}`,
  fusionSaid: `AP says: insured by Calloway-Brandt ${tag()}`,
  procoreSaid: `Procore complains about Peregrine Ashdown ${tag()}`,
  holdReason: `held because of Wexcombe Silverquay ${tag()}`,
} as const;

export const amountCanaries = Object.entries(amounts).map(([name, amount]) => amountCanary(`amount ${name}`, amount));
export const nameCanaries = [nameCanary('supplier name', supplier.name)];
export const partyCanaries = [
  { name: 'tax id', texts: [supplier.taxId, supplier.taxId.replace('-', '')] },
  nameCanary('street', street),
];
export const textCanaries = Object.entries(texts).map(([name, text]) => nameCanary(`text ${name}`, text));
export const secretCanaries = Object.entries(secrets).map(([name, text]) => ({
  name: `secret ${name}`,
  texts: [text],
}));

/** Leaves one project of the sample company; what the story tells comes later. */
export function shapeForCanaries(folder: string): {
  readonly contracts: LaterContracts;
  readonly template: Readonly<Record<string, unknown>>;
} {
  const contracts = new LaterContracts(amounts.contract);
  writeFileSync(join(folder, 'procore/permitted_projects.json'), `[${workedProjectId}]`);
  writeFileSync(join(folder, 'mapping.csv'), fusionMapping);
  const template = supplierToEnter(folder);
  const bill = (total: string, withheld: string) => ({ items: [{ code: '26-010.S' as const, total, withheld }] });
  contracts.keep(folder, [
    { number: 'CLEAN', requisitions: [bill(amounts.billed, amounts.withheld)] },
    { number: 'REFUSED', requisitions: [bill(amounts.refused, '0.00')] },
  ]);
  const [address] = template['addresses'] as Record<string, unknown>[];
  return { contracts, template: { ...template, addresses: [{ ...address, AddressLine1: street }] } };
}
