import { bookmarks, keep, remind } from '../../src/bookmarks';
import { sendReminders } from '../../src/cron/reminders';
import { notifications } from '../../src/reactions';
import { make } from '../helpers';

const noon = new Date('2030-01-01T12:00:00Z');

test('a reminder is sent when it is due, once', async () => {
  const [user, post] = [await make.user(), await make.post()];
  await keep(user.id, post.id);
  await remind(user.id, post.id, noon);
  const sent = [await sendReminders(new Date(noon.getTime() - 1)), await sendReminders(noon), await sendReminders(noon)];
  expect(sent).toEqual([0, 1, 0]);
  expect(await notifications().find()).toMatchObject([{ userId: user.id, kind: 'reminder', about: post.id }]);
});

test('a second reminder of the same post is unread again', async () => {
  const [user, post] = [await make.user(), await make.post()];
  await keep(user.id, post.id);
  for (const readAt of [noon, null]) {
    await remind(user.id, post.id, noon);
    await sendReminders(noon);
    expect(await notifications().findOneByOrFail({ userId: user.id })).toMatchObject({ readAt: null });
    await notifications().update({ userId: user.id }, { readAt });
  }
  expect((await bookmarks().findOneByOrFail({ userId: user.id })).remindAt).toBeNull();
});
