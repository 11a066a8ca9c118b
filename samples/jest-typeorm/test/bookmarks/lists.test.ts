import { lists, makeList } from '../../src/bookmarks';
import { make } from '../helpers';

test('a reader has one list of a name', async () => {
  const { id } = await make.user();
  await makeList(id, 'Later');
  await expect(makeList(id, 'LATER')).rejects.toThrow('You have a list of this name.');
});

test('two readers have lists of one name', async () => {
  for (const { id } of await make.users(2)) await makeList(id, 'Later');
  expect(await lists().countBy({ name: 'Later' })).toBe(2);
});
