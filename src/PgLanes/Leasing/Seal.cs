using System.Security.Cryptography;
using System.Text;

namespace PgLanes.Leasing;

/// <summary>The role that a sealed lane is reached by.</summary>
/// <param name="Role">Its name.</param>
/// <param name="Password">Its password.</param>
/// <param name="IsApplied">Whether it has its rights on the lane as it is.</param>
internal sealed record Seal(string Role, string Password, bool IsApplied)
{
    // The number of rounds that PostgreSQL itself takes.
    private const int Rounds = 4096;

    /// <summary>Returns what the server stores instead of a password (SCRAM-SHA-256, RFC 5803), so that no statement and no log ever holds the password.</summary>
    public static string Verifier(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key")));
        var server = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Server Key"));
        return $"SCRAM-SHA-256${Rounds}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }

    /// <summary>Returns the role, and no password.</summary>
    public override string ToString() => Role;
}
