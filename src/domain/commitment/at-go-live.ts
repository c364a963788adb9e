/**
 * What a person chose for a commitment that is older than going live: an order that exists (`order` as the ERP calls it by id,
 * `lines` the number of the order's line by source line `contract_item:3129856`), one for what is left (`left` by source line),
 * or nothing: then none of it is posted from here. `undecided`: nobody chose yet.
 */
export type AtGoLive = { readonly choice: 'undecided' } | GoLiveChoice;

export type GoLiveChoice =
  | { readonly choice: 'leave' }
  | { readonly choice: 'balance'; readonly left: Readonly<Record<string, string>> }
  | { readonly choice: 'link'; readonly order: string; readonly lines: Readonly<Record<string, string>> };
