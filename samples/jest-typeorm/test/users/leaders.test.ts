import { leaders } from '../../src/users';
import { make } from '../helpers';

test('those with most points lead', async () => {
  await make.user({ username: 'low', reputation: 1 });
  await make.user({ username: 'high', reputation: 90 });
  await make.user({ username: 'mid', reputation: 50 });
  expect(await leaders(2)).toEqual([{ username: 'high', reputation: 90 }, { username: 'mid', reputation: 50 }]);
});

test('the ghost never leads', async () => {
  expect(await leaders(10)).toEqual([]);
});
