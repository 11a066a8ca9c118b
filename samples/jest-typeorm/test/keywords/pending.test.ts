import { KeywordStatus } from '../../src/entities';
import { judge, keywords, tag } from '../../src/keywords';
import { make } from '../helpers';

test('a new word waits for a moderator', async () => {
  await tag((await make.post()).id, 'quantum');
  expect(await keywords().findOneByOrFail({ value: 'quantum' })).toMatchObject({ status: KeywordStatus.Pending, occurrences: 1 });
});

test('an allowed word waits no longer', async () => {
  await tag((await make.post()).id, 'quantum');
  await judge('quantum', KeywordStatus.Allowed);
  expect(await keywords().countBy({ status: KeywordStatus.Pending })).toBe(0);
});

test('the reference words are six', async () => {
  expect(await keywords().count()).toBe(6);
});
