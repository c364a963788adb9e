export const postingStates = ['reserved', 'sent', 'uncertain', 'confirmed', 'rejected', 'voided'] as const;

export type PostingState = (typeof postingStates)[number];

/**
 * Every change a posting may make (design 6). `reserved`: named, nothing sent. `sent`: a call is under way. `uncertain`:
 * a call was made and nobody knows. `confirmed`: it stands in the ERP and was read back. `rejected`: it does not stand
 * there and this name is never sent again. `voided`: it stood there and was voided.
 */
export const postingMoves = {
  reserved: ['sent', 'confirmed', 'uncertain', 'rejected'],
  sent: ['confirmed', 'uncertain', 'rejected', 'reserved'],
  uncertain: ['confirmed', 'sent', 'rejected'],
  confirmed: ['voided'],
  rejected: [],
  voided: [],
} as const satisfies Record<PostingState, readonly PostingState[]>;
