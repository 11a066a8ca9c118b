import { database } from '../src/database';

// Before lanes: every suite on one database, in one process, and this before each test. New tables have to be remembered here.
const EMPTY = `
  bookmark, bookmark_list, comment, feed, feed_keyword, feed_source, follow, invite, notification,
  post, post_keyword, post_revision, post_view, report, source_member, streak, vote`;

beforeEach(async () => {
  await database.query(`
    TRUNCATE ${EMPTY};
    DELETE FROM users WHERE id <> 'ghost';
    DELETE FROM source WHERE id <> 'community';
    UPDATE source SET name = 'Community picks', active = true, private = false WHERE id = 'community';
    DELETE FROM keyword;
    INSERT INTO keyword (value, status, "synonymOf") VALUES
      ('javascript', 'allowed', NULL), ('postgresql', 'allowed', NULL), ('testing', 'allowed', NULL),
      ('lottery', 'denied', NULL), ('js', 'synonym', 'javascript'), ('postgres', 'synonym', 'postgresql');
    UPDATE cron_run SET runs = 0, "ranAt" = NULL;
    REFRESH MATERIALIZED VIEW trending_post;
    REFRESH MATERIALIZED VIEW keyword_total;
  `);
});
