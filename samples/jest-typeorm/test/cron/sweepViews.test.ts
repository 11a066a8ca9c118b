import { sweep } from '../../src/cron/sweep';
import { database } from '../../src/database';
import { PostView } from '../../src/entities';
import { see } from '../../src/reactions';
import { make } from '../helpers';

test('views are forgotten after ninety days', async () => {
  const [user, [old, recent]] = [await make.user(), await make.posts('Old', 'Recent')];
  await see(user.id, old.id, '2030-01-01');
  await see(user.id, recent.id, '2030-01-02');
  expect(await sweep(new Date('2030-04-02T00:00:00Z'))).toBe(1);
  expect(await database.getRepository(PostView).find()).toMatchObject([{ postId: recent.id }]);
});

test('a second sweep finds nothing', async () => {
  const [user, post] = [await make.user(), await make.post()];
  await see(user.id, post.id, '2030-01-01');
  expect([await sweep(new Date('2031-01-01')), await sweep(new Date('2031-01-01'))]).toEqual([1, 0]);
});
