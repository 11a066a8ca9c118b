-- execute: runs statements in order, in one round trip. The server, not the client, splits and parses them.
CREATE OR REPLACE FUNCTION :tool.execute(statements text[]) RETURNS void
LANGUAGE plpgsql AS $execute$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END
$execute$
