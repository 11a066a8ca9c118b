import { comment } from '../../src/reactions';
import { make } from '../helpers';

test('a reply stays under its post', async () => {
  const [user, [here, there]] = [await make.user(), await make.posts('Here', 'There')];
  const { id } = await comment(user.id, here.id, 'here');
  await expect(comment(user.id, there.id, 'there', id)).rejects.toThrow('A reply is to a comment of the same post.');
});

test('nobody replies to nothing', async () => {
  const [user, post] = [await make.user(), await make.post()];
  await expect(comment(user.id, post.id, 'echo', 12345)).rejects.toThrow('A reply is to a comment of the same post.');
});
