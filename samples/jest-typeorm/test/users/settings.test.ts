import { database } from '../../src/database';
import { Theme } from '../../src/entities';
import { setFlag, settings } from '../../src/users';
import { make } from '../helpers';

test('an account begins with settings', async () => {
  const { id } = await make.user();
  expect(await settings().findOneByOrFail({ userId: id })).toEqual({ userId: id, theme: Theme.Auto, digest: true, flags: {} });
});

test('flags are set one by one', async () => {
  const { id } = await make.user();
  await setFlag(id, 'compact', true);
  await setFlag(id, 'sounds', false);
  await setFlag(id, 'compact', false);
  expect((await settings().findOneByOrFail({ userId: id })).flags).toEqual({ compact: false, sounds: false });
});

test('accounts are found by a flag', async () => {
  const [first, second] = await make.users(2);
  await setFlag(first.id, 'beta', true);
  await setFlag(second.id, 'beta', false);
  const rows = await database.query(`SELECT "userId" FROM user_settings WHERE flags @> '{"beta": true}'`);
  expect(rows).toEqual([{ userId: first.id }]);
});
