import { database } from '../../src/database';
import { Post } from '../../src/entities';
import { posts } from '../../src/posts';
import { make } from '../helpers';

test('what is rolled back was never there', async () => {
  const failing = database.transaction(async (manager) => {
    await manager.insert(Post, { title: 'Draft', authorId: 'ghost' });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await posts().count()).toBe(0);
});

test('another connection sees a post when it is committed', async () => {
  const seen: number[] = [];
  await database.transaction(async (manager) => {
    await manager.insert(Post, { title: 'Draft', authorId: 'ghost' });
    seen.push(await posts().count());
  });
  seen.push(await posts().count());
  expect(seen).toEqual([0, 1]);
});

test('one of two writers waits for the other', async () => {
  const { id } = await make.post({ title: '0' });
  const append = () => database.transaction(async (manager) => {
    const post = await manager.findOneOrFail(Post, { where: { id }, lock: { mode: 'pessimistic_write' } });
    await manager.update(Post, { id }, { title: `${Number(post.title) + 1}` });
  });
  await Promise.all([append(), append(), append()]);
  expect((await posts().findOneByOrFail({ id })).title).toBe('3');
});
