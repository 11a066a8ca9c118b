import { makeFeed, unread } from '../../src/feeds';
import { see } from '../../src/reactions';
import { make } from '../helpers';

test('what was seen is not unread', async () => {
  const [[reader, other], [seen]] = [await make.users(2), await make.posts('Seen', 'New')];
  await see(reader.id, seen.id, '2030-01-01');
  expect(await unread((await makeFeed(reader.id)).id)).toEqual(['New']);
  expect(await unread((await makeFeed(other.id)).id)).toEqual(['New', 'Seen']);
});
