using FsCheck;
using FsCheck.Fluent;
using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlProperties
{
    private static readonly string[] Fragments =
    [
        "public.t", "public . t", "test_worker_1", "c.orders", "\"Person\".\"Address\"", "'public.t'", "'public.t'::regclass", "'public'",
        "E'a\\'public.t'", "U&\"d\\0061ta\"", "$q$ select * from public.t $q$", "$$", "$a$", "--public.t\n", "/* public.t */", "/*", "'", "\"",
        "SELECT", "FROM", "AS c", "c", ",", "(", ")", ";", ".", "::", ":=", "..", "%ROWTYPE", "1.5", "$1", "E'", "\\", "\n", " ", "''",
        "EXECUTE 'insert into public.' || x", "format('select * from public.%I', t)", "SET search_path = public, x", "nextval('public.s')",
        "größe", "😀", "\0", "U&'", "B'01'", "=", "||",
    ];

    /// <summary>Fragments that begin and end on their own, written as the server writes them: these can be renamed there and back.</summary>
    private static readonly string[] Whole =
    [
        "public.t", "c.orders", "\"Person\".\"Address\"", "'public.t'", "'public.t'::regclass", "E'a\\'public.t'", "$q$ select * from public.t $q$",
        "--public.t\n", "/* public.t */", "SELECT", "FROM", ",", "(", ")", ";", "::", "1.5", "'x'", "EXECUTE 'insert into public.' || x",
        "nextval('public.s')", "public.f(public.mood)", "x.public.t", "republic.t", "'it''s from public.t'", "public.nothing",
    ];

    [Fact]
    public void Lexing_any_text_loses_nothing() =>
        Check(Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => IsLossless(text ?? "")));

    [Fact]
    public void Lexing_any_mix_of_SQL_fragments_loses_nothing() => Check(Prop.ForAll(Mix(Fragments, ""), IsLossless));

    [Fact]
    public void Rewriting_any_mix_of_SQL_fragments_does_not_throw_and_keeps_what_is_not_renamed() =>
        Check(Prop.ForAll(Mix(Fragments, ""), text => SqlRewriter.RenameBody(text, "plpgsql", SqlSamples.Map).Text.Length >= text.Length));

    [Fact]
    public void An_empty_map_returns_its_input() =>
        Check(Prop.ForAll(Mix(Fragments, ""), text =>
            ReferenceEquals(SqlRewriter.Rename(text, NameMap.Empty), text)
            && ReferenceEquals(SqlRewriter.RenameBody(text, "plpgsql", NameMap.Empty).Text, text)
            && ReferenceEquals(SqlRewriter.RenameFunction(text, "sql", NameMap.Empty).Text, text)));

    [Fact]
    public void Renaming_there_and_back_gives_the_original() =>
        Check(Prop.ForAll(Mix(Whole, " "), text =>
            SqlRewriter.Rename(SqlRewriter.Rename(text, SqlSamples.Map), SqlSamples.Map.Reverse()) == text
            && SqlRewriter.RenameBody(SqlSamples.Body(text), "plpgsql", SqlSamples.Map.Reverse()).Text == text));

    private static Arbitrary<string> Mix(string[] fragments, string separator) =>
        Gen.Elements(fragments).ListOf().Select(parts => string.Join(separator, parts)).ToArbitrary();

    private static bool IsLossless(string text)
    {
        var tokens = SqlLexer.Tokenize(text);
        return tokens.All(token => token.Length > 0) && string.Concat(tokens.Select(token => token.In(text).ToString())) == text;
    }

    /// <summary>A failure's message holds the seed, as FsCheck prints it: give it to Config.WithReplay to see it again.</summary>
    private static void Check(Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
