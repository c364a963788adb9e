import { startFakeAis, type FakeAis } from './ais/fake-ais.fixture';
import { jdeUnderTest, type JdeUnderTest } from './jde-under-test.fixture';

/** JDE over a fake AIS of its own for each test, in which the company stands and nothing else. */
export interface OnFakeAis {
  ais: FakeAis;
  jde: JdeUnderTest;
}

/** For the tests of a file: what it gives is filled before each of them, and closed after it. */
export function onFakeAis(): OnFakeAis {
  const on = {} as OnFakeAis;
  beforeEach(async () => {
    on.ais = await startFakeAis({ F0010: [{ CO: '00200' }] });
    on.jde = jdeUnderTest(on.ais.settings());
  });
  afterEach(async () => {
    await on.jde.close();
    await on.ais.close();
  });
  return on;
}
