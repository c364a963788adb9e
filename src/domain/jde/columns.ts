import { cutText, oneLine } from '../text/cut-text';

/**
 * What the text columns take that we write or select by, in UTF-16 units (reference 21). Tables of one text: the table that
 * the orchestration fills.
 */
const lengths = {
  'F0101.ALKY': 20,
  'F0101.URRF': 15,
  'F0101.ALPH': 40,
  'F0101.TAX': 20,
  'F0111.MLNM': 40,
  'F0116.ADD1': 40,
  'F0116.ADD2': 40,
  'F0116.ADD3': 40,
  'F0116.ADD4': 40,
  'F0116.ADDZ': 12,
  'F0116.CTY1': 25,
  'F0116.ADDS': 3,
  'F0116.CTR': 3,
  'F0115.PH1': 20,
  'F01151.EMAL': 256,
  'F4301.RMK': 30,
  'F4311.DSC1': 30,
  'F4311.DSC2': 30,
  'F4311.VR01': 25,
  'F0411Z1.VINV': 25,
  'F0411Z1.RMK': 30,
  'F0911Z1.EXA': 30,
  'F0911Z1.EXR': 30,
  'F0911Z1.UM': 2,
} as const satisfies Readonly<Record<string, number>>;

export type TextColumn = keyof typeof lengths;

export function lengthOf(column: TextColumn): number {
  return lengths[column];
}

/** Of what only informs: on one line, and shortened at a character to what the column takes. */
export function shortened(column: TextColumn, text: string): string {
  return cutText(text, lengths[column]);
}

/** Whether the whole text goes into the column, on one line. */
export function fits(column: TextColumn, text: string): boolean {
  return oneLine(text).length <= lengths[column];
}
