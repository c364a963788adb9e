import { explainBooks } from './explain-books';
import { explainProcore } from './explain-procore';
import { placeOf, type Cell, type DocumentSides, type Explained } from './sides';

/**
 * What one document brings into the rows of a tie-out, and why its sides differ: Procore against our ledger, and the ERP's books
 * against our ledger, each apart and to the cent.
 */
export function explainDocument(sides: DocumentSides): Explained {
  const { currency, procore, ledger } = sides;
  const books = explainBooks(sides);
  const cells: Cell[] = [
    ...procore.map(({ code, account, period, amount }): Cell => ({
      ...{ side: 'procore', code, account, period, currency, amount },
    })),
    ...ledger.map(({ period, amount, ...line }): Cell => ({
      ...{ side: 'ledger', ...placeOf(line), period, currency, amount },
    })),
    ...books.cells,
  ];
  return { cells, differences: [...explainProcore(sides), ...books.differences] };
}
