import { database } from '../../src/database';
import { PostType } from '../../src/entities';
import { make } from '../helpers';

test('posts are counted by type', async () => {
  await make.post({ type: PostType.Question });
  await make.posts('A', 'B');
  const rows = await database.query('SELECT type, count(*)::integer AS posts FROM post GROUP BY type ORDER BY type');
  expect(rows).toEqual([{ type: 'article', posts: 2 }, { type: 'question', posts: 1 }]);
});

test('a function of the schema is found without the schema', async () => {
  expect(await database.query(`SELECT slugify('Hello there') AS slug`)).toEqual([{ slug: 'hello-there' }]);
});

test('tables that a test makes for itself go with its connection', async () => {
  await database.transaction(async (manager) => {
    await manager.query('CREATE TEMPORARY TABLE picked ON COMMIT DROP AS SELECT 1 AS number');
    expect(await manager.query('SELECT number FROM picked')).toEqual([{ number: 1 }]);
  });
});
