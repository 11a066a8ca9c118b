import { comment, notifications } from '../../src/reactions';
import { make } from '../helpers';

test('an author hears of a comment', async () => {
  const [author, reader] = await make.users(2);
  const { id } = await make.post({ authorId: author.id });
  const said = await comment(reader.id, id, 'Nice');
  expect(await notifications().find()).toMatchObject([{ userId: author.id, kind: 'comment', about: `${said.id}`, readAt: null }]);
});

test('nobody hears of their own comment, and the ghost of none', async () => {
  const author = await make.user();
  await comment(author.id, (await make.post({ authorId: author.id })).id, 'Mine');
  await comment(author.id, (await make.post()).id, 'Anybody?');
  expect(await notifications().count()).toBe(0);
});
