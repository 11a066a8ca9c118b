import { rename, users } from '../../src/users';
import { make } from '../helpers';

test('an account has its new name', async () => {
  const { id } = await make.user({ username: 'ada' });
  await rename(id, 'countess');
  expect((await users().findOneByOrFail({ id })).username).toBe('countess');
});

test('an account may change how its name is written', async () => {
  const { id } = await make.user({ username: 'ada' });
  await rename(id, 'Ada');
  expect((await users().findOneByOrFail({ id })).username).toBe('Ada');
});
