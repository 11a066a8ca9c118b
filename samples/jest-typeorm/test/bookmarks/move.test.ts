import { bookmarks, keep, makeList, move } from '../../src/bookmarks';
import { make } from '../helpers';

test('a bookmark moves from list to list, and out', async () => {
  const [user, post] = [await make.user(), await make.post()];
  const [first, second] = [await makeList(user.id, 'First'), await makeList(user.id, 'Second')];
  await keep(user.id, post.id, first.id);
  const places: (number | null)[] = [];
  for (const list of [second.id, null]) {
    await move(user.id, post.id, list);
    places.push((await bookmarks().findOneByOrFail({ userId: user.id })).listId);
  }
  expect(places).toEqual([second.id, null]);
});

test('there is no list to move to', async () => {
  const [user, post] = [await make.user(), await make.post()];
  await keep(user.id, post.id);
  await expect(move(user.id, post.id, 999)).rejects.toThrow(/foreign key/);
});
