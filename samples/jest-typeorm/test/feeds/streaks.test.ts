import { see } from '../../src/reactions';
import { make } from '../helpers';

async function after(...days: string[]) {
  const [user, post] = [await make.user(), await make.post()];
  let streak;
  for (const day of days) streak = await see(user.id, post.id, day);
  return [streak?.current, streak?.longest];
}

test('days in a row make a streak', async () => {
  expect(await after('2030-02-27', '2030-02-28', '2030-03-01')).toEqual([3, 3]);
});

test('a day twice is a day', async () => {
  expect(await after('2030-01-01', '2030-01-01')).toEqual([1, 1]);
});

test('a gap begins a new streak, and the longest is kept', async () => {
  expect(await after('2030-01-01', '2030-01-02', '2030-01-05')).toEqual([1, 2]);
});
