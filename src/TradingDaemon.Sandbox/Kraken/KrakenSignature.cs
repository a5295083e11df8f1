using System.Security.Cryptography;
using System.Text;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>What the header API-Sign holds: HMAC-SHA512, keyed with the secret, over the path and the SHA-256 of nonce and body.</summary>
internal static class KrakenSignature
{
    /// <summary>The signature a request must carry, in base64.</summary>
    /// <param name="secret">Base64.</param>
    /// <param name="path">Without host and query.</param>
    /// <param name="nonce">As it stands in the body.</param>
    /// <param name="body">As sent.</param>
    public static string Of(string secret, string path, string nonce, ReadOnlySpan<byte> body)
    {
        var hashed = SHA256.HashData((byte[])[.. Encoding.UTF8.GetBytes(nonce), .. body]);
        return Convert.ToBase64String(HMACSHA512.HashData(Convert.FromBase64String(secret), (byte[])[.. Encoding.UTF8.GetBytes(path), .. hashed]));
    }

    /// <summary>Whether a text is this signature; takes the same time whatever differs.</summary>
    public static bool Matches(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    /// <summary>Why a secret cannot sign, in a sentence; null when it can.</summary>
    public static string? FlawOf(string secret) => Convert.TryFromBase64String(secret, new byte[secret.Length], out var length) && length > 0 ? null : "Kraken's secrets are base64.";
}
