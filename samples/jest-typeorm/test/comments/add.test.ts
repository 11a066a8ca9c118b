import { comment } from '../../src/reactions';
import { posts } from '../../src/posts';
import { make } from '../helpers';

test('comments are counted at the post', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await comment(user.id, id, 'First!');
  await comment(user.id, id, 'Second!');
  expect((await posts().findOneByOrFail({ id })).comments).toBe(2);
});

test('a comment has words', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await expect(comment(user.id, id, '')).rejects.toThrow('A comment needs words.');
});
