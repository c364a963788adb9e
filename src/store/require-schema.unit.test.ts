import { openDatabase } from './database';
import { requireSchema } from './migrate';

test('a database that does not answer is told as that, not as one to migrate', async () => {
  const database = openDatabase('postgres://nobody@127.0.0.1:9/none', 1);
  try {
    const why = await requireSchema(database.shared).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(why).toContain('ECONNREFUSED');
    expect(why).not.toContain('migrate');
  } finally {
    await database.close();
  }
});
