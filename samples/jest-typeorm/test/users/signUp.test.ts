import { UserRole } from '../../src/entities';
import { signUp, users } from '../../src/users';

test('a new account is a reader with ten points', async () => {
  const { id } = await signUp({ username: 'ada', email: 'ada@readers.example' });
  expect(await users().findOneByOrFail({ id })).toMatchObject({ role: UserRole.Reader, reputation: 10, name: '' });
});

test('the ghost and the new account are all there are', async () => {
  await signUp({ username: 'ada', email: 'ada@readers.example' });
  expect(await users().find({ select: { username: true }, order: { username: 'ASC' } })).toEqual([{ username: 'ada' }, { username: 'ghost' }]);
});
