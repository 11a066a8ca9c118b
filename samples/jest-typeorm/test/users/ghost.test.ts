import { database } from '../../src/database';
import { leave, rename, users } from '../../src/users';

test('the ghost is there', async () => {
  expect(await users().findOneByOrFail({ id: 'ghost' })).toMatchObject({ name: 'Deleted user', email: 'ghost@readers.example' });
});

test('the ghost cannot leave', async () => {
  await expect(leave('ghost')).rejects.toThrow('the ghost is not to be changed');
});

test('the ghost cannot be renamed', async () => {
  await expect(rename('ghost', 'poltergeist')).rejects.toThrow('the ghost is not to be changed');
});

test('nobody deletes all accounts by mistake', async () => {
  await expect(database.query('DELETE FROM users')).rejects.toThrow('the ghost is not to be changed');
});
