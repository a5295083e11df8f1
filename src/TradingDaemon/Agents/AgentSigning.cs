using System.Security.Cryptography;
using System.Text;

namespace TradingDaemon.Agents;

/// <summary>What a signal from outside is signed with: HMAC-SHA-256 over time, nonce and body, a line each.</summary>
internal static class AgentSigning
{
    /// <summary>The signature in lower-case hexadecimal.</summary>
    /// <param name="key">The agent's key, as its variable holds it.</param>
    /// <param name="timestamp">As sent.</param>
    /// <param name="nonce">As sent.</param>
    /// <param name="body">As sent, byte by byte.</param>
    public static string Sign(string key, string timestamp, string nonce, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(Hash(key, timestamp, nonce, body));

    /// <summary>Whether it is the signature; takes the same time whichever byte differs.</summary>
    public static bool Verifies(string key, string timestamp, string nonce, ReadOnlySpan<byte> body, string signature)
    {
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature.Length == HMACSHA256.HashSizeInBytes * 2
            && Convert.FromHexString(signature, sent, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(sent, Hash(key, timestamp, nonce, body));
    }

    private static byte[] Hash(string key, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), (byte[])[.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body]);
}
