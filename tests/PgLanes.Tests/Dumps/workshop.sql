-- Types, routines, operators and text search in two schemas that use each other's and share names.
CREATE SCHEMA workshop;
CREATE SCHEMA parts;
SET search_path = workshop, parts;

CREATE TYPE mood AS ENUM ('sad', 'so, so', 'it''s "fine"', 'back\slash');
CREATE TYPE parts.mood AS ENUM ('loose', 'tight');
CREATE COLLATION parts.bytes (LOCALE = 'C');
CREATE DOMAIN parts."Name" AS varchar(50) COLLATE parts.bytes DEFAULT 'a'::varchar;
CREATE DOMAIN short_name AS parts."Name" CONSTRAINT short CHECK (length(VALUE) < 10) CONSTRAINT known CHECK (VALUE NOT IN ('x', 'y'));
CREATE DOMAIN unchecked AS integer;
ALTER DOMAIN unchecked ADD CONSTRAINT later CHECK (VALUE > 0) NOT VALID;
CREATE TYPE pair AS (one parts.mood, two mood[], "Text" text COLLATE bytes);
CREATE FUNCTION time_difference(time, time) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT EXTRACT(EPOCH FROM $1 - $2)';
CREATE TYPE opening AS RANGE (SUBTYPE = time, SUBTYPE_DIFF = time_difference, MULTIRANGE_TYPE_NAME = parts."Openings");
CREATE TYPE whole;
CREATE FUNCTION whole_canonical(whole) RETURNS whole LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE whole AS RANGE (SUBTYPE = integer, CANONICAL = whole_canonical);
CREATE TYPE number;
CREATE FUNCTION number_in(cstring) RETURNS number LANGUAGE internal IMMUTABLE STRICT AS 'int8in';
CREATE FUNCTION number_out(number) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int8out';
CREATE TYPE number (INPUT = number_in, OUTPUT = number_out, INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double, CATEGORY = 'N');

CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION f(parts.mood, VARIADIC parts.mood[]) RETURNS parts.mood LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION parts.f(mood DEFAULT 'so, so'::mood, parts.mood DEFAULT 'loose'::parts.mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE TABLE parts.screws (
    id integer PRIMARY KEY,
    name short_name,
    felt mood DEFAULT 'so, so',
    fit parts.mood DEFAULT 'tight',
    open opening DEFAULT opening('08:00', '17:00'),
    span whole,
    counted number,
    couple pair
);
CREATE FUNCTION screws_of(kind parts.mood, OUT n integer, OUT s screws) RETURNS SETOF record LANGUAGE plpgsql
    STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED COST 7 ROWS 9 SET search_path TO workshop, parts, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT id, s FROM parts.screws AS s WHERE fit = kind; END $$;
CREATE FUNCTION tight() RETURNS SETOF parts.screws LANGUAGE sql
    BEGIN ATOMIC SELECT * FROM screws WHERE fit = 'tight' AND name IN ('a', 'b'); END;
CREATE PROCEDURE parts.loosen(INOUT n integer DEFAULT 1) LANGUAGE plpgsql AS $$ BEGIN UPDATE parts.screws SET fit = 'loose'; END $$;
CREATE INDEX ON parts.screws (f(felt)) WHERE fit <> 'loose';

CREATE FUNCTION add(pair, mood) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT $1.one, $1.two || $2, $1."Text"';
CREATE FUNCTION ended(pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE FUNCTION ended(pair, mood) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE AGGREGATE parts.moods(mood) (SFUNC = workshop.add, STYPE = pair, SSPACE = 100, FINALFUNC = workshop.ended, FINALFUNC_EXTRA,
    INITCOND = '(loose,"{}",it''s)', PARALLEL = SAFE);
CREATE AGGREGATE middle(share double precision ORDER BY value anyelement) (
    SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE total(integer) (SFUNC = int4_sum, STYPE = bigint, COMBINEFUNC = int8pl, MSFUNC = int4_avg_accum, MINVFUNC = int4_avg_accum_inv,
    MSTYPE = bigint[], MFINALFUNC = int2int4_sum, MINITCOND = '{0,0}');

CREATE FUNCTION below(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1."Text" < $2."Text"';
CREATE FUNCTION above(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1."Text" > $2."Text"';
CREATE OPERATOR parts.<# (FUNCTION = below, LEFTARG = pair, RIGHTARG = pair, COMMUTATOR = OPERATOR(workshop.#>), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR #> (FUNCTION = above, LEFTARG = pair, RIGHTARG = pair, COMMUTATOR = OPERATOR(parts.<#));
CREATE OPERATOR ~~~ (FUNCTION = ended, RIGHTARG = pair);
CREATE VIEW parts.ordered AS SELECT a.id FROM screws AS a JOIN screws AS b ON a.couple <# b.couple WHERE ~~~ b.couple <> '';
CREATE OPERATOR FAMILY parts.numbers USING btree;
CREATE OPERATOR CLASS backwards FOR TYPE integer USING btree FAMILY parts.numbers AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR FAMILY parts.numbers USING btree ADD OPERATOR 3 = (integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
CREATE INDEX ON parts.screws (id backwards);
CREATE FUNCTION mood_of(integer) RETURNS parts.mood LANGUAGE sql IMMUTABLE AS $$ SELECT (CASE $1 WHEN 0 THEN 'loose' ELSE 'tight' END)::parts.mood $$;
CREATE CAST (integer AS parts.mood) WITH FUNCTION mood_of(integer) AS ASSIGNMENT;
CREATE CONVERSION plain FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

CREATE TEXT SEARCH DICTIONARY parts.stems (TEMPLATE = snowball, LANGUAGE = english, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, uint WITH parts.stems, simple;
CREATE INDEX ON parts.screws USING gin (to_tsvector('words', name::text));
COMMENT ON FUNCTION f(parts.mood, parts.mood[]) IS 'of parts';
COMMENT ON AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") IS 'hypothetical';
COMMENT ON CONSTRAINT short ON DOMAIN short_name IS 'short';
