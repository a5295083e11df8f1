using System.Security.Cryptography;
using System.Text;

namespace TradingDaemon.Sandbox.Native;

/// <summary>Hex HMAC-SHA256 over what is sent.</summary>
internal static class RequestSignature
{
    /// <summary>The signature a request must carry.</summary>
    /// <param name="secret">Of the key.</param>
    /// <param name="nonce">As sent.</param>
    /// <param name="timestamp">As sent.</param>
    /// <param name="method">In capitals.</param>
    /// <param name="target">Path and query, as sent.</param>
    /// <param name="body">As sent; may be empty.</param>
    public static byte[] Of(string secret, string nonce, string timestamp, string method, string target, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{nonce}\n{timestamp}\n{method}\n{target}\n");
        var message = new byte[head.Length + body.Length];
        head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(head.Length));
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message);
    }

    /// <summary>Whether the hex text is this signature; takes the same time whatever differs.</summary>
    public static bool Matches(string hex, byte[] expected)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(hex, given, out _, out var length) == System.Buffers.OperationStatus.Done
            && length == given.Length && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
