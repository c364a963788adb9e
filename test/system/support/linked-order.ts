import { exportChoices } from '../../../src/application/commitments/export-choices';
import { importChoices } from '../../../src/application/commitments/import-choices';
import type { CommitmentOrders } from './commitment-orders';

/** A person's choice about one commitment that is older than going live: the file as it was written, with these cells in its rows. */
export async function chooseFor(
  on: CommitmentOrders,
  number: string,
  cells: Readonly<Record<string, string>>,
): Promise<void> {
  const context = await on.context();
  const [header = '', ...rows] = (await exportChoices(context, true)).csv.trimEnd().split('\n');
  const names = header.split(',');
  const filled = rows
    .filter((row) => row.split(',')[1] === number)
    .map((row) =>
      row
        .split(',')
        .map((cell, at) => cells[names[at] ?? ''] ?? cell)
        .join(','),
    );
  await importChoices(context, 'choices.csv', [header, ...filled, ''].join('\n'));
}

/** An order with one line that a buyer entered in JDE; made after that of another contract. */
export async function buyersOrder(
  { rig, ordersOf, linesOf }: CommitmentOrders,
  like: string,
  { number, supplier: name, open }: { readonly number: string; readonly supplier: string; readonly open: string },
): Promise<void> {
  const [header] = await ordersOf(like);
  const [line] = await linesOf(like);
  const supplier = (await rig.table('F0101')).find(({ ALPH = '' }) => ALPH.startsWith(name))?.['AN8'];
  const own = { DOCO: '90001', VR01: '', AN8: supplier };
  await rig.control('jde', 'POST', 'tables/F4301', { ...header, ...own, RMK: `4411 ${number} by hand` });
  const amounts = { AEXP: open, AOPN: open, PRRC: open };
  await rig.control('jde', 'POST', 'tables/F4311', { ...line, ...own, ...amounts, UKID: '900001' });
}
