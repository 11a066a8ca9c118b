-- session: sets, for this transaction, what the text of values and of SQL depends on, so that no setting of the database or of the
-- role alters what is read, stored or written. Rows are read in the order in which they lie.
SELECT pg_catalog.set_config('datestyle', 'ISO, YMD', true),
       pg_catalog.set_config('intervalstyle', 'postgres', true),
       pg_catalog.set_config('timezone', 'UTC', true),
       pg_catalog.set_config('extra_float_digits', '1', true),
       pg_catalog.set_config('bytea_output', 'hex', true),
       pg_catalog.set_config('xmloption', 'content', true),
       pg_catalog.set_config('array_nulls', 'on', true),
       pg_catalog.set_config('standard_conforming_strings', 'on', true),
       pg_catalog.set_config('transform_null_equals', 'off', true),
       pg_catalog.set_config('quote_all_identifiers', 'off', true),
       pg_catalog.set_config('synchronize_seqscans', 'off', true);
