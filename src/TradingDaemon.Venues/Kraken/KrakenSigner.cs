using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Signs for Kraken: HMAC-SHA512 over the path and the SHA-256 of nonce and body, with the decoded secret. Holds the secret, and never shows it.</summary>
internal sealed class KrakenSigner
{
    private readonly string _key;
    private readonly byte[] _secret;

    /// <summary>A signer. Throws <see cref="FormatException"/> when the secret is not base64, as Kraken gives it.</summary>
    public KrakenSigner(VenueCredentials credentials)
    {
        (_key, _secret) = (credentials.Key, new byte[credentials.Secret.Length]);
        if (!Convert.TryFromBase64String(credentials.Secret, _secret, out var length) || length == 0) throw new FormatException("the secret of kraken is not base64, as the venue gives it");
        Array.Resize(ref _secret, length);
    }

    /// <summary>The headers that go with a body.</summary>
    /// <param name="path">Path without host and query, e.g. <c>/0/private/AddOrder</c>.</param>
    /// <param name="nonce">As it stands in the body.</param>
    /// <param name="body">Exactly what is sent.</param>
    public WireHeader[] Sign(string path, string nonce, ReadOnlySpan<byte> body)
    {
        var (pathLength, nonceLength) = (Encoding.UTF8.GetByteCount(path), Encoding.UTF8.GetByteCount(nonce));
        var told = new byte[nonceLength + body.Length];
        Encoding.UTF8.GetBytes(nonce, told);
        body.CopyTo(told.AsSpan(nonceLength));
        var message = new byte[pathLength + SHA256.HashSizeInBytes];
        Encoding.UTF8.GetBytes(path, message);
        SHA256.HashData(told, message.AsSpan(pathLength));
        return [new("API-Key", _key), new("API-Sign", Convert.ToBase64String(HMACSHA512.HashData(_secret, message)))];
    }
}
