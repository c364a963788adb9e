/** Which of the requisitions that are approved at go-live are taken over: never posted, counted by the opening balance. */
export type TakeOver = 'all' | 'none' | { readonly through: string };

export function takeOverText(takeOver: TakeOver): string {
  return typeof takeOver === 'string' ? takeOver : `through ${takeOver.through}`;
}
