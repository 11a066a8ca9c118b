import { database } from './database';
import { Keyword, KeywordStatus, PostKeyword } from './entities';
import { explained } from './errors';

export const keywords = () => database.getRepository(Keyword);

/** Gives a post keywords. The server makes new ones, resolves synonyms and counts. */
export async function tag(postId: string, ...words: string[]): Promise<void> {
  for (const word of words) await database.query(`INSERT INTO post_keyword ("postId", keyword) VALUES ($1, $2)`, [postId, word]);
}

export async function untag(postId: string, keyword: string): Promise<void> {
  await database.getRepository(PostKeyword).delete({ postId, keyword });
}

export async function keywordsOf(postId: string): Promise<string[]> {
  const rows = await database.getRepository(PostKeyword).find({ where: { postId }, order: { keyword: 'ASC' } });
  return rows.map((row) => row.keyword);
}

export async function judge(value: string, status: KeywordStatus, synonymOf: string | null = null): Promise<void> {
  await explained(keywords().update({ value }, { status, synonymOf }));
}

export async function respell(from: string, to: string): Promise<void> {
  await keywords().update({ value: from }, { value: to });
}

/** The most used allowed keywords that begin so. */
export async function suggest(prefix: string): Promise<string[]> {
  const rows = await database.query(
    `SELECT value FROM keyword WHERE status = 'allowed' AND value LIKE $1 || '%' ORDER BY occurrences DESC, value LIMIT 5`, [prefix]);
  return rows.map((row: Keyword) => row.value);
}
