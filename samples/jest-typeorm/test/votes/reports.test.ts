import { ReportReason } from '../../src/entities';
import { posts } from '../../src/posts';
import { report } from '../../src/reactions';
import { make } from '../helpers';

test('three reports hide a post', async () => {
  const [users, { id }] = [await make.users(3), await make.post()];
  const visible: boolean[] = [];
  for (const user of users) {
    await report(user.id, id, ReportReason.Spam);
    visible.push((await posts().findOneByOrFail({ id })).visible);
  }
  expect(visible).toEqual([true, true, false]);
});

test('nobody reports twice', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await report(user.id, id, ReportReason.Rude);
  await expect(report(user.id, id, ReportReason.Spam)).rejects.toThrow('You have reported this post.');
});

test('a report has a reason that is known', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await expect(report(user.id, id, 'envy' as ReportReason)).rejects.toThrow(/report_reason/);
});
