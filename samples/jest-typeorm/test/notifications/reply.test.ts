import { comment, notifications } from '../../src/reactions';
import { make } from '../helpers';

test('who is replied to hears of it', async () => {
  const [first, second] = await make.users(2);
  const post = await make.post();
  const question = await comment(first.id, post.id, 'Why?');
  const answer = await comment(second.id, post.id, 'Because.', question.id);
  expect(await notifications().find()).toMatchObject([{ userId: first.id, kind: 'reply', about: `${answer.id}` }]);
});

test('an author who is replied to hears of both', async () => {
  const [author, reader] = await make.users(2);
  const post = await make.post({ authorId: author.id });
  const question = await comment(author.id, post.id, 'Why?');
  await comment(reader.id, post.id, 'Because.', question.id);
  expect((await notifications().find({ order: { kind: 'ASC' } })).map((n) => n.kind)).toEqual(['comment', 'reply']);
});
