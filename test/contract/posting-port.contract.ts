import type { Posted, PostingPort } from '../../src/clients/erp-adapter';
import type { Found, Look } from '../../src/domain/posting/look';
import type { PostingStage } from '../../src/domain/posting/stages/posting-stage';

/** One kind's port over a system of its own, fresh for each test, and what must be done behind the port's back. */
export interface PortUnderTest {
  readonly port: PostingPort;
  readonly kind: string;
  /** At least three that differ, each with its key. */
  readonly bodies: readonly { readonly key: string; readonly body: unknown }[];
  /** One for which no control can be read, so that an empty answer proves nothing. */
  readonly unprovable: { readonly key: string; readonly body: unknown };
  /** As the kind's own: what is different in what stands. */
  compare(body: unknown, found: Found): readonly string[];
  /** Takes the thing out of the books as people do there. */
  lose?(key: string, reference: Found['reference']): Promise<void>;
  /** Leaves the thing half-written, by this send or after it. */
  leaveHalf?(key: string, send: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

export interface Abilities {
  /** How a look calls what was taken out of the books; null where the port under test cannot do so. */
  readonly lostStage: PostingStage | null;
  /** False where the system writes all or nothing. */
  readonly canBeHalf: boolean;
}

/** What every port of every adapter keeps to, whatever it speaks to. The ledger rests on each of these. */
export function describePortContract(name: string, abilities: Abilities, make: () => Promise<PortUnderTest>): void {
  describe(`the contract of a port: ${name}`, () => {
    let under: PortUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(async () => {
      await under.close();
    });

    const posted = (index: number): Posted => {
      const one = under.bodies[index];
      if (one === undefined) throw new RangeError(`the contract needs more than ${index} bodies`);
      return asPosted(under.kind, one);
    };
    const send = (one: Posted, missing?: readonly string[]): Promise<Found['reference'] | null> => {
      if (under.port.send === undefined) throw new TypeError(`${name}: nobody sends it`);
      return under.port.send(one, missing);
    };
    const lookAt = async (one: Posted): Promise<Look> => {
      const looks = await under.port.look([one]);
      expect(looks.map((look) => look.key)).toEqual([one.key]);
      return looks[0] as Look;
    };
    const onlyFound = async (one: Posted): Promise<Found> => {
      const { found } = await lookAt(one);
      expect(found).toHaveLength(1);
      return found[0] as Found;
    };

    test('a look before anything was sent finds nothing', async () => {
      await expect(lookAt(posted(0))).resolves.toEqual({
        key: posted(0).key,
        found: [],
        strangers: [],
        running: false,
      });
    });

    test('an empty answer that no control proves is no answer', async () => {
      const one = asPosted(under.kind, under.unprovable);
      await expect(under.port.look([one])).rejects.toMatchObject({ kind: 'Unavailable' });
    });

    test('what was sent is found whole and equal, with the reference that the send gave', async () => {
      const one = posted(0);
      const reference = await send(one);
      expect(reference).not.toBeNull();
      const found = await onlyFound(one);
      expect(found).toMatchObject({ reference, missing: [] });
      expect(under.compare(one.body, found)).toEqual([]);
      const { body } = posted(1);
      expect(under.compare(body, found)).not.toEqual([]);
    });

    test('to look twice changes nothing, and what stands under one key is not found under another', async () => {
      const one = posted(0);
      await send(one);
      const first = await lookAt(one);
      await expect(lookAt(one)).resolves.toEqual(first);
      await expect(lookAt(posted(1))).resolves.toMatchObject({ found: [] });
    });

    test('a look at several gives one answer each, in whatever order they are asked for', async () => {
      const all = [posted(0), posted(1), posted(2)];
      await send(posted(2));
      await send(posted(0));
      for (const asked of [all, [...all].reverse()]) {
        const looks = await under.port.look(asked);
        expect(looks.map((look) => look.key)).toEqual(asked.map((one) => one.key));
        const standing = looks.filter((look) => look.found.length > 0).map((look) => look.key);
        expect(standing.sort()).toEqual([posted(0).key, posted(2).key].sort());
      }
      await expect(under.port.look([])).resolves.toEqual([]);
    });

    test('a look at several says of each what a look at it alone says: where it stands, and by what name', async () => {
      await send(posted(0));
      await send(posted(1));
      const together = await under.port.look([posted(0), posted(1)]);
      for (const [index, look] of together.entries()) {
        const { reference, stage, stageWord } = await onlyFound(posted(index));
        expect(look.found).toMatchObject([{ reference, stage, stageWord }]);
      }
    });

    const whenLost = abilities.lostStage === null ? test.skip : test;
    whenLost('what was taken out of the books is seen so, and not as if it had never been', async () => {
      const one = posted(0);
      await send(one);
      await under.lose?.(one.key, (await onlyFound(one)).reference);
      await expect(onlyFound(one)).resolves.toMatchObject({ stage: abilities.lostStage });
    });

    const whenHalf = abilities.canBeHalf ? test : test.skip;
    whenHalf('what stands half-written is told with what is missing, and completed by that alone', async () => {
      const one = posted(0);
      await under.leaveHalf?.(one.key, () => send(one));
      const { missing } = await onlyFound(one);
      expect(missing.length).toBeGreaterThan(0);
      await send(one, missing);
      const found = await onlyFound(one);
      expect(found.missing).toEqual([]);
      expect(under.compare(one.body, found)).toEqual([]);
    });

    whenHalf('what stands half-written is found by a look at several too', async () => {
      await under.leaveHalf?.(posted(0).key, () => send(posted(0)));
      const looks = await under.port.look([posted(0), posted(1)]);
      expect(looks.map(({ found }) => found.length)).toEqual([1, 0]);
    });
  });
}

function asPosted(kind: string, { key, body }: { readonly key: string; readonly body: unknown }): Posted {
  return { key, kind, body, reference: null, facts: {}, firstSentAt: null };
}
