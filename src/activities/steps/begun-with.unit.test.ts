import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { begunWith } from './begun-with';

const document = { id: 'd', tenantId: 't', connectionId: 'c' } as DocumentRow;
const vendor = {
  ...{ partyId: 'p1', linked: true, supplierNumber: '43200' },
  ...{ identity: { number: '43200', name: 'Sparks' }, taxDigest: 'A' },
};

/** `decided`: as the pair stands; `open`: the vendor's own document. */
async function asked(given: {
  readonly begun: string | null;
  readonly decided?: string | null;
  readonly open?: boolean;
  readonly stands?: boolean;
  readonly linkedWith?: string | null;
}) {
  const did: string[] = [];
  const tx = {
    supplierPairs: {
      begunWith: () => Promise.resolve(given.begun),
      goesOnWith: () => Promise.resolve(given.decided),
      note: (_scope: unknown, { earlier, later }: { earlier: string; later: string }) => {
        did.push(`note ${earlier} ${later}`);
        return Promise.resolve();
      },
    },
    documents: {
      see: () => Promise.resolve({ open: given.open ?? false }),
      hint: () => {
        did.push('hint');
        return Promise.resolve('1');
      },
    },
  } as unknown as Tx;
  const { linkedWith = '43200', stands = false } = given;
  const of = { vendorId: '27502', commitmentId: '9', number: 2, stands };
  const found = await begunWith(tx, document, { ...of, vendor: { ...vendor, supplierNumber: linkedWith } });
  return { did, ...('vendor' in found ? { with: found.vendor } : { problem: found.problem }) };
}

test('nothing begun, or begun with the supplier of the link, goes there', async () => {
  for (const given of [{ begun: null }, { begun: '43200' }, { begun: '43117', decided: '43200' }]) {
    expect(await asked(given)).toEqual({ did: [], with: vendor });
  }
  expect(await asked({ begun: '43117', linkedWith: null })).toMatchObject({ did: [], with: { supplierNumber: null } });
});

test('begun with another one it waits for the vendor, which is told once', async () => {
  expect(await asked({ begun: '43117' })).toMatchObject({
    did: ['note 43117 43200', 'hint'],
    problem: { reason: 'vendorConflict', kind: 'waiting', causeKey: 'vendor:p1' },
  });
  expect(await asked({ begun: '43117', decided: null, open: true })).toMatchObject({ did: [], problem: {} });
});

test('where the vendor is looked at no more, although nobody has decided, it is told again', async () => {
  expect(await asked({ begun: '43117', decided: null })).toMatchObject({ did: ['hint'], problem: {} });
});

test('what stays goes on with whom it was begun, of whom the link tells nothing', async () => {
  const stays = { ...vendor, supplierNumber: '43117', identity: null, taxDigest: null };
  expect(await asked({ begun: '43117', decided: '43117' })).toEqual({ did: [], with: stays });
  expect(await asked({ begun: '43117', decided: '43117', stands: true })).toEqual({ did: [], with: stays });
});

test('a requisition of which something stands is chosen about like any change', async () => {
  expect(await asked({ begun: '43117', stands: true })).toEqual({ did: [], with: vendor });
});
