namespace PgLanes.Tests;

public sealed class BaseTypeCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_base_type_is_made_between_the_functions_that_take_it(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create a base type", """
            CREATE TYPE note;
            CREATE FUNCTION note_in(cstring, oid, integer) RETURNS note LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
            CREATE FUNCTION note_out(note) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
            CREATE FUNCTION note_receive(internal, oid, integer) RETURNS note LANGUAGE internal STABLE STRICT AS 'varcharrecv';
            CREATE FUNCTION note_send(note) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'varcharsend';
            CREATE FUNCTION note_mod_in(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
            CREATE FUNCTION note_mod_out(integer) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
            CREATE TYPE note (INPUT = note_in, OUTPUT = note_out, RECEIVE = note_receive, SEND = note_send, TYPMOD_IN = note_mod_in,
                TYPMOD_OUT = note_mod_out, STORAGE = extended, CATEGORY = 'S', DEFAULT = 'it''s', DELIMITER = ';', COLLATABLE = true);
            CREATE TYPE whole;
            CREATE FUNCTION whole_in(cstring) RETURNS whole LANGUAGE internal IMMUTABLE STRICT AS 'int8in';
            CREATE FUNCTION whole_out(whole) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int8out';
            CREATE TYPE whole (INPUT = whole_in, OUTPUT = whole_out, INTERNALLENGTH = 8, PASSEDBYVALUE, ALIGNMENT = double);
            CREATE TYPE announced;
            CREATE TABLE notes (id whole, note note(20), more note[]);
            INSERT INTO notes (id, more) VALUES ('7', '{"a;b";c}');
            """);
        (await made.Database.ScalarAsync<string>("SELECT id::text || note::text || more::text FROM test_worker_1.notes")).ShouldBe("7it's{\"a;b\";c}");
    }
}
