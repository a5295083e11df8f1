using System.Security.Cryptography;
using System.Text;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What the parameter <c>signature</c> holds: HMAC-SHA256, keyed with the secret as the text it is.</summary>
internal static class BinanceSignature
{
    private const string Name = "signature=";

    /// <summary>The signature of some parameters, in hexadecimal.</summary>
    public static string Of(string secret, string payload) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    /// <summary>What is signed of a request over HTTP: query and body as sent, one after the other, without the signature.</summary>
    public static string PayloadOf(string target, ReadOnlySpan<byte> body)
    {
        var at = target.IndexOf('?', StringComparison.Ordinal);
        return Without(at < 0 ? "" : target[(at + 1)..]) + Without(Encoding.UTF8.GetString(body));
    }

    /// <summary>Whether a text is this signature, in letters of either size; takes the same time whatever differs.</summary>
    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.ToLowerInvariant()), Encoding.UTF8.GetBytes(expected));

    private static string Without(string form) => string.Join('&', form.Split('&').Where(static field => !field.StartsWith(Name, StringComparison.Ordinal)));
}
