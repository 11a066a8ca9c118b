import { comment } from '../../src/reactions';
import { make } from '../helpers';

test('comments are numbered one after the other', async () => {
  const [user, post] = [await make.user(), await make.post()];
  const first = await comment(user.id, post.id, 'one');
  const second = await comment(user.id, post.id, 'two');
  expect(second.id).toBe(first.id + 1);
});

test('a refused comment uses a number up', async () => {
  const [user, post] = [await make.user(), await make.post()];
  const first = await comment(user.id, post.id, 'one');
  await expect(comment(user.id, post.id, '')).rejects.toThrow();
  expect((await comment(user.id, post.id, 'three')).id).toBe(first.id + 2);
});
