import { follow, unfollow } from '../../src/users';
import { notifications } from '../../src/reactions';
import { make } from '../helpers';

test('who is followed hears of it once, however often', async () => {
  const [fan, star] = await make.users(2);
  await follow(fan.id, star.id);
  await unfollow(fan.id, star.id);
  await follow(fan.id, star.id);
  expect(await notifications().find()).toMatchObject([{ userId: star.id, kind: 'follow', about: fan.id }]);
});
