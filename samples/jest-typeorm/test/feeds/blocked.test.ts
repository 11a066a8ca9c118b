import { makeFeed, read, wantKeyword } from '../../src/feeds';
import { tag } from '../../src/keywords';
import { make } from '../helpers';

test('a blocked keyword hides posts, whatever else they have', async () => {
  const [good, bad] = await make.posts('Good', 'Bad');
  await tag(good.id, 'testing');
  await tag(bad.id, 'testing', 'lottery');
  const { id } = await makeFeed((await make.user()).id);
  await wantKeyword(id, 'testing');
  await wantKeyword(id, 'lottery', true);
  expect(await read(id)).toEqual(['Good']);
});

test('a feed that only blocks shows the rest', async () => {
  const [bad] = await make.posts('Bad', 'Rest');
  await tag(bad.id, 'lottery');
  const { id } = await makeFeed((await make.user()).id);
  await wantKeyword(id, 'lottery', true);
  expect(await read(id)).toEqual(['Rest']);
});
