import { database } from '../database';

/** Works out anew what is trending, and how much keywords are used. */
export async function refreshTrending(): Promise<void> {
  await database.query(`REFRESH MATERIALIZED VIEW CONCURRENTLY trending_post`);
  await database.query(`REFRESH MATERIALIZED VIEW keyword_total`);
  await database.query(`UPDATE cron_run SET runs = runs + 1, "ranAt" = now() WHERE name = 'trending'`);
}

export async function trending(limit: number): Promise<string[]> {
  const rows = await database.query(`SELECT title FROM trending_post ORDER BY score DESC, title LIMIT $1`, [limit]);
  return rows.map((row: { title: string }) => row.title);
}
