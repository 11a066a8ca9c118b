import { database } from '../database';

/** Sends the reminders that are due, each once. Returns how many. */
export async function sendReminders(now: Date): Promise<number> {
  const sent = await database.query(
    `WITH due AS (UPDATE bookmark SET "remindAt" = NULL WHERE "remindAt" <= $1 RETURNING "userId", "postId")
     INSERT INTO notification ("userId", kind, about) SELECT "userId", 'reminder', "postId"::text FROM due
     ON CONFLICT ("userId", kind, about) DO UPDATE SET "readAt" = NULL RETURNING id`, [now]);
  await database.query(`UPDATE cron_run SET runs = runs + 1, "ranAt" = $1 WHERE name = 'reminders'`, [now]);
  return sent.length;
}
