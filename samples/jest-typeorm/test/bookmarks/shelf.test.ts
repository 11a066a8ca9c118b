import { keep, lists, makeList, shelf } from '../../src/bookmarks';
import { User } from '../../src/entities';
import { make } from '../helpers';

let user: User;
beforeEach(async () => {
  user = await make.user();
  const [loose, one, two] = await make.posts('Loose', 'Two', 'One');
  const list = await makeList(user.id, 'Later');
  await keep(user.id, loose.id);
  await keep(user.id, one.id, list.id);
  await keep(user.id, two.id, list.id);
});

test('a shelf shows what is in no list, and then the lists', async () => {
  expect(await shelf(user.id)).toEqual([{ list: null, titles: ['Loose'] }, { list: 'Later', titles: ['One', 'Two'] }]);
});

test('a list that is deleted lets its bookmarks go loose', async () => {
  await lists().delete({ userId: user.id });
  expect(await shelf(user.id)).toEqual([{ list: null, titles: ['Loose', 'One', 'Two'] }]);
});
