using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>Signs in the name of one key, with numbers that only rise and the venue's own time. Holds the secret, and never shows it.</summary>
public sealed class SandboxSigner
{
    private readonly string _key;
    private readonly byte[] _secret;
    private readonly INonceSource _nonces;

    /// <summary>The one signer of a key.</summary>
    public SandboxSigner(string key, string secret, INonceSource nonces)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        (_key, _secret, _nonces) = (key, Encoding.UTF8.GetBytes(secret), nonces);
    }

    /// <summary>Adds the four headers.</summary>
    internal void Sign(HttpRequestMessage request, string target, byte[] body, VenueClock clock)
    {
        var (nonce, timestamp, signature) = Stamp(request.Method.Method, target, body, clock);
        request.Headers.Add("X-Key", _key);
        request.Headers.Add("X-Nonce", nonce.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Signature", signature);
    }

    /// <summary>What a stream begins with.</summary>
    internal StreamRequest Authenticate(VenueClock clock)
    {
        var (nonce, timestamp, signature) = Stamp("GET", "/v1/stream", [], clock);
        return new StreamRequest { Op = "authenticate", Key = _key, Nonce = nonce, Timestamp = timestamp, Signature = signature };
    }

    private (long Nonce, long Timestamp, string Signature) Stamp(string method, string target, byte[] body, VenueClock clock)
    {
        var (nonce, timestamp) = (_nonces.Next(), clock.Now.ToUnixTimeMilliseconds());
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{nonce}\n{timestamp}\n{method}\n{target}\n"));
        return (nonce, timestamp, Convert.ToHexStringLower(HMACSHA256.HashData(_secret, (byte[])[.. head, .. body])));
    }
}
