import { KeywordStatus } from '../../src/entities';
import { judge, keywordsOf, tag } from '../../src/keywords';
import { make } from '../helpers';

test('a synonym is stored as the word that it stands for', async () => {
  const { id } = await make.post();
  await tag(id, 'js', 'postgres');
  expect(await keywordsOf(id)).toEqual(['javascript', 'postgresql']);
});

test('a word and its synonym are one', async () => {
  const { id } = await make.post();
  await tag(id, 'javascript', 'js');
  expect(await keywordsOf(id)).toEqual(['javascript']);
});

test('a pending word becomes a synonym', async () => {
  const [before, after] = await make.posts('Before', 'After');
  await tag(before.id, 'ecmascript');
  await judge('ecmascript', KeywordStatus.Synonym, 'javascript');
  await tag(after.id, 'ecmascript');
  expect(await keywordsOf(after.id)).toEqual(['javascript']);
});

test('a synonym stands for something', async () => {
  await expect(judge('testing', KeywordStatus.Synonym)).rejects.toThrow('A synonym stands for another word.');
});
