import { Refused } from '../../src/errors';
import { rename, users } from '../../src/users';
import { make } from '../helpers';

test('a user name belongs to one account, however it is written', async () => {
  await make.user({ username: 'ada' });
  await expect(make.user({ username: 'ADA', email: 'another@readers.example' })).rejects.toThrow(new Refused('This user name is taken.'));
});

test('the name of the ghost is taken', async () => {
  await expect(make.user({ username: 'Ghost', email: 'boo@readers.example' })).rejects.toThrow('This user name is taken.');
});

test('a refused account leaves nothing behind', async () => {
  await make.user({ username: 'ada' });
  await expect(make.user({ username: 'ada', email: 'other@readers.example' })).rejects.toThrow(Refused);
  expect(await users().countBy({ email: 'other@readers.example' })).toBe(0);
});

test('nobody takes the name of another by renaming', async () => {
  await make.user({ username: 'ada' });
  const { id } = await make.user({ username: 'grace' });
  await expect(rename(id, 'ada')).rejects.toThrow('This user name is taken.');
});
