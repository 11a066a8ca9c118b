import { comment, thread } from '../../src/reactions';
import { make } from '../helpers';

test('replies stand under what they reply to', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  const first = await comment(user.id, id, 'first');
  await comment(user.id, id, 'second');
  const reply = await comment(user.id, id, 'reply', first.id);
  await comment(user.id, id, 'reply to it', reply.id);
  expect(await thread(id)).toEqual(['first', '  reply', '    reply to it', 'second']);
});

test('a post without comments has none', async () => {
  expect(await thread((await make.post()).id)).toEqual([]);
});
