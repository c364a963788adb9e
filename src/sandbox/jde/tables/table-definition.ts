/**
 * `char n` text of at most n characters; `right n` the same, right-justified when read; `num p,s` p digits, s of them
 * decimals; `amount` 15 digits with the decimals of a currency; `quantity` 15 digits, decimals by data dictionary; `date`.
 */
export type ColumnTypeText =
  `char ${number}` | `right ${number}` | `num ${number},${number}` | 'amount' | 'quantity' | 'date';

export interface TableDefinition {
  readonly name: string;
  readonly title: string;
  readonly key: readonly string[];
  readonly alsoUnique?: readonly (readonly string[])[];
  readonly columns: Readonly<Record<string, readonly [type: ColumnTypeText, title: string]>>;
}
