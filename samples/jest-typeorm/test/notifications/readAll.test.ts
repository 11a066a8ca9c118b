import { follow } from '../../src/users';
import { notifications, readAll } from '../../src/reactions';
import { make } from '../helpers';

test('all are read at once', async () => {
  const [star, ...fans] = await make.users(4);
  for (const fan of fans) await follow(fan.id, star.id);
  expect([await readAll(star.id), await readAll(star.id)]).toEqual([3, 0]);
});

test('those of others stay unread', async () => {
  const [one, two] = await make.users(2);
  await follow(one.id, two.id);
  await follow(two.id, one.id);
  await readAll(one.id);
  const unread = (await notifications().find()).filter((n) => n.readAt === null);
  expect(unread).toMatchObject([{ userId: two.id }]);
});
