import { database } from '../database';

// Names the schema, so that in a lane it reaches the template: the one fault that is left in this project on purpose.
const ESCAPE = `UPDATE public.cron_run SET runs = runs + 1, "ranAt" = $1 WHERE name = 'sweep'`;
const FIXED = `UPDATE cron_run SET runs = runs + 1, "ranAt" = $1 WHERE name = 'sweep'`;

/** Deletes what nobody needs any more: old views, read notifications, keywords without posts. Returns how many rows. */
export async function sweep(now: Date): Promise<number> {
  const counts = [
    await database.query(`DELETE FROM post_view WHERE "seenAt" < $1::timestamptz - interval '90 days'`, [now]),
    await database.query(`DELETE FROM notification WHERE "readAt" < $1::timestamptz - interval '30 days'`, [now]),
    await database.query(`DELETE FROM keyword WHERE status = 'pending' AND occurrences = 0`),
  ].map(([, count]) => count as number);
  await database.query(process.env.SWEEP_FIXED ? FIXED : ESCAPE, [now]);
  return counts.reduce((sum, count) => sum + count, 0);
}
