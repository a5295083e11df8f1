using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>Signs for CoinSpot: HMAC-SHA512 over the very bytes of the body, with the secret as text. Holds the secret, and never shows it.</summary>
internal sealed class CoinSpotSigner(VenueCredentials credentials)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(credentials.Secret);

    /// <summary>The headers that go with a body.</summary>
    public WireHeader[] Sign(ReadOnlySpan<byte> body) =>
        [new("Content-Type", "application/json"), new("key", credentials.Key), new("sign", Convert.ToHexStringLower(HMACSHA512.HashData(_secret, body)))];
}
