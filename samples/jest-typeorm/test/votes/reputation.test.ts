import { users } from '../../src/users';
import { vote, withdraw } from '../../src/reactions';
import { make } from '../helpers';

const reputation = async (id: string) => (await users().findOneByOrFail({ id })).reputation;

test('authors gain by votes', async () => {
  const author = await make.user();
  await make.votes((await make.post({ authorId: author.id })).id, 3);
  expect(await reputation(author.id)).toBe(13);
});

test('authors lose by votes, but never more than they have', async () => {
  const author = await make.user({ reputation: 1 });
  await make.votes((await make.post({ authorId: author.id })).id, 0, 3);
  expect(await reputation(author.id)).toBe(0);
});

test('a withdrawn vote is taken back', async () => {
  const [author, voter] = await make.users(2);
  const { id } = await make.post({ authorId: author.id });
  await vote(voter.id, id, 1);
  await withdraw(voter.id, id);
  expect(await reputation(author.id)).toBe(10);
});

test('the ghost neither gains nor loses', async () => {
  await make.votes((await make.post()).id, 2);
  expect(await reputation('ghost')).toBe(10);
});
