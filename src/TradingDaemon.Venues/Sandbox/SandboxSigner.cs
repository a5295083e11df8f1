using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>Signs in the name of one key, with numbers that only rise and the venue's own time. Holds the secret, and never shows it.</summary>
public sealed class SandboxSigner
{
    private readonly string _key;
    private readonly byte[] _secret;

    /// <summary>The one signer of a key.</summary>
    public SandboxSigner(string key, string secret, INonceSource nonces)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        (_key, _secret, Nonces) = (key, Encoding.UTF8.GetBytes(secret), nonces);
    }

    /// <summary>The numbers of its key.</summary>
    internal INonceSource Nonces { get; }

    /// <summary>A request with its four headers.</summary>
    internal WireRequest Sign(HttpMethod method, Uri url, string target, byte[] body, Stamp stamp)
    {
        var (timestamp, signature) = Sign(method.Method, target, body, stamp);
        List<WireHeader> headers = [new("X-Key", _key), new("X-Nonce", stamp.Nonce.ToString(CultureInfo.InvariantCulture)), new("X-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture)), new("X-Signature", signature)];
        if (body.Length > 0) headers.Add(new("Content-Type", "application/json"));
        return new WireRequest { Method = method, Url = new Uri(url, target), Headers = headers, Body = body };
    }

    /// <summary>What a stream begins with.</summary>
    internal StreamRequest Authenticate(Stamp stamp)
    {
        var (timestamp, signature) = Sign("GET", "/v1/stream", [], stamp);
        return new StreamRequest { Op = "authenticate", Key = _key, Nonce = stamp.Nonce, Timestamp = timestamp, Signature = signature };
    }

    private (long Timestamp, string Signature) Sign(string method, string target, byte[] body, Stamp stamp)
    {
        var timestamp = stamp.Time.ToUnixTimeMilliseconds();
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stamp.Nonce}\n{timestamp}\n{method}\n{target}\n"));
        return (timestamp, Convert.ToHexStringLower(HMACSHA256.HashData(_secret, (byte[])[.. head, .. body])));
    }
}
