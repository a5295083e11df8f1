using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Binance;

/// <summary>Signs for Binance: HMAC-SHA256 in hexadecimal, with the secret as the text it is. Holds the secret, and never shows it.</summary>
internal sealed class BinanceSigner(VenueCredentials credentials)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(credentials.Secret);

    /// <summary>The public part of the key.</summary>
    public string Key { get; } = credentials.Key;

    /// <summary>The header that says whose request it is.</summary>
    public WireHeader KeyHeader => new("X-MBX-APIKEY", Key);

    /// <summary>The signature of some parameters.</summary>
    /// <param name="payload">Of a REST request the escaped text that is sent; of a WebSocket request its parameters sorted by name and not escaped. Without the signature.</param>
    public string Sign(string payload) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(payload)));
}
