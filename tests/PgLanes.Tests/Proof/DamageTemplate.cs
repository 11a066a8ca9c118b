namespace PgLanes.Tests;

/// <summary>The template that <see cref="Damages"/> damages a lane of: every kind, and of each what an attribute needs to be another one.</summary>
internal static class DamageTemplate
{
    private const string Ddl = """
        CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
        CREATE FOREIGN DATA WRAPPER far;
        CREATE SERVER near FOREIGN DATA WRAPPER far;
        CREATE SERVER away FOREIGN DATA WRAPPER far;
        CREATE SCHEMA other;
        CREATE SCHEMA outside;

        CREATE COLLATION plain (LOCALE = 'C');
        CREATE COLLATION moved (LOCALE = 'C');
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TYPE pair AS (a integer, b text);
        CREATE TYPE bare AS (a integer);
        CREATE TYPE note;
        CREATE FUNCTION note_in(cstring) RETURNS note LANGUAGE internal IMMUTABLE STRICT AS 'textin';
        CREATE FUNCTION note_out(note) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
        CREATE TYPE note (INPUT = note_in, OUTPUT = note_out);
        CREATE TYPE vague;
        CREATE FUNCTION vague_in(cstring) RETURNS vague LANGUAGE internal IMMUTABLE STRICT AS 'textin';
        CREATE FUNCTION vague_out(vague) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
        CREATE TYPE vague (INPUT = vague_in, OUTPUT = vague_out);
        CREATE DOMAIN positive AS integer CONSTRAINT above CHECK (VALUE > 0) CONSTRAINT below CHECK (VALUE < 9);
        CREATE DOMAIN turned AS integer CONSTRAINT turns CHECK (VALUE > 0);
        CREATE DOMAIN sorted AS text;
        CREATE DOMAIN word AS text;
        CREATE TYPE span AS RANGE (subtype = text);

        CREATE FUNCTION plainly(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE FUNCTION depends() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        ALTER FUNCTION depends() DEPENDS ON EXTENSION plpgsql;
        CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE AGGREGATE sums (integer) (SFUNC = int4pl, STYPE = integer);
        CREATE AGGREGATE ordered (double precision ORDER BY anyelement)
            (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
        CREATE FUNCTION same(mood, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
        CREATE FUNCTION ranks(mood, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
        CREATE OPERATOR === (LEFTARG = mood, RIGHTARG = integer, FUNCTION = same);
        CREATE FUNCTION equal(note, note) RETURNS boolean LANGUAGE internal IMMUTABLE AS 'texteq';
        CREATE OPERATOR <<< (LEFTARG = note, RIGHTARG = note, FUNCTION = equal);
        CREATE OPERATOR FAMILY kin USING btree;
        CREATE OPERATOR FAMILY kith USING btree;
        CREATE OPERATOR CLASS ints FOR TYPE integer USING btree FAMILY kin AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(integer, integer);
        CREATE CAST (mood AS integer) WITH FUNCTION pg_catalog.hashenum(anyenum);
        CREATE CONVERSION recode FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
        CREATE TRANSFORM FOR pair LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
        CREATE TEXT SEARCH PARSER parses (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
        CREATE TEXT SEARCH PARSER kept (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
        CREATE TEXT SEARCH TEMPLATE plain (LEXIZE = dsimple_lexize);
        CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = pg_catalog.simple);
        CREATE TEXT SEARCH CONFIGURATION config (PARSER = pg_catalog.default);
        CREATE TEXT SEARCH CONFIGURATION mapped (COPY = pg_catalog.simple);

        CREATE SEQUENCE numbers;
        CREATE TABLE counted (id serial, by_itself integer GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE persists (id integer GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE plain (a integer, b text);
        CREATE TABLE typed OF pair;
        CREATE TABLE whole (a integer) PARTITION BY RANGE (a);
        CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (5);
        CREATE TABLE base (a integer);
        CREATE TABLE derived (b integer) INHERITS (base);
        CREATE TABLE gone (a integer);
        CREATE FOREIGN TABLE remote (a integer) SERVER near;
        CREATE TABLE columned (moves integer, typed integer, collated text, needed integer NOT NULL, defaulted integer DEFAULT 1,
            made integer GENERATED ALWAYS AS (1) STORED, counted integer GENERATED ALWAYS AS IDENTITY, stored text, pressed text,
            measured integer, optioned integer, last integer);
        CREATE TABLE keys (a integer PRIMARY KEY);
        CREATE TABLE checked (a integer, b integer, CONSTRAINT changes CHECK (a > 0), CONSTRAINT turns CHECK (b > 0),
            CONSTRAINT goes CHECK (a <> b), CONSTRAINT refers FOREIGN KEY (a) REFERENCES keys, CONSTRAINT inherits CHECK (b <> 9));
        CREATE TABLE indexed (a integer CONSTRAINT owned UNIQUE, b text, c integer NOT NULL);
        CREATE INDEX moves ON indexed (a);
        CREATE INDEX changes ON indexed (a);
        CREATE INDEX alters ON indexed (a);
        CREATE INDEX measures ON indexed ((a + 1));
        CREATE INDEX halts ON indexed (b);
        CREATE UNIQUE INDEX identifies ON indexed (c);
        CREATE TABLE whole2 (a integer) PARTITION BY RANGE (a);
        CREATE TABLE part2 PARTITION OF whole2 FOR VALUES FROM (1) TO (5);
        CREATE INDEX halves ON whole2 (a);
        ALTER TABLE whole2 ADD CONSTRAINT single UNIQUE (a);
        CREATE VIEW names AS SELECT a, b FROM plain;
        CREATE MATERIALIZED VIEW totals AS SELECT b, count(*) AS n FROM plain GROUP BY b;
        CREATE MATERIALIZED VIEW counts AS SELECT b FROM plain;
        CREATE TRIGGER changed BEFORE UPDATE ON plain FOR EACH ROW EXECUTE FUNCTION fires();
        CREATE TRIGGER disabled BEFORE UPDATE ON plain FOR EACH ROW EXECUTE FUNCTION fires();
        CREATE RULE changed AS ON DELETE TO plain DO INSTEAD NOTHING;
        CREATE RULE disabled AS ON DELETE TO keys DO INSTEAD NOTHING;
        CREATE POLICY own ON plain USING (a > 0) WITH CHECK (a > 0);
        CREATE STATISTICS moved (dependencies) ON a, b FROM plain;
        CREATE STATISTICS linked (dependencies) ON a, b FROM plain;
        COMMENT ON TABLE plain IS 'first';
        ALTER TABLE gone OWNER TO pg_monitor;
        GRANT SELECT ON plain TO pg_monitor;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor
        """;

    public static string For(int version) => version < 18 ? Ddl : $"{Ddl};\nALTER TABLE checked ADD CONSTRAINT filled NOT NULL a";
}
