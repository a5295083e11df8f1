using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Signs for Coinbase: a JSON web token for each request, by ECDSA over P-256. Holds the key, and never shows it. Thread-safe.</summary>
internal sealed class CoinbaseSigner : IDisposable
{
    private const int KeyBits = 256;

    private const long SecondsOfLife = 120;

    // The claim names the venue's own host, whatever stands between.
    private const string Host = "api.coinbase.com";

    /// <summary>How long the venue takes a token.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromSeconds(SecondsOfLife);

    private readonly Lock _turn = new();
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _name;
    private readonly long _secondsBack;

    /// <summary>A signer. Throws <see cref="FormatException"/> when the secret is no private key of P-256 as PEM; newlines may be written as <c>\n</c>.</summary>
    /// <param name="credentials">The key.</param>
    /// <param name="secondsBack">By how many seconds each token begins before the time it is made with: one of the venue's future is refused as a wrong key is, and the venue's clock is known by half of a round trip.</param>
    public CoinbaseSigner(VenueCredentials credentials, int secondsBack = 0)
    {
        (_name, _secondsBack) = (credentials.Key, secondsBack);
        try
        {
            _key.ImportFromPem(credentials.Secret.Trim().Trim('"').Replace("\\n", "\n", StringComparison.Ordinal));
            if (_key.KeySize == KeyBits && _key.ExportParameters(includePrivateParameters: true).D is not null) return;
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            _key.Dispose();
            throw new FormatException("the secret of coinbase is no ECDSA key as PEM", broken);
        }

        _key.Dispose();
        throw new FormatException("the secret of coinbase is no private key of P-256");
    }

    /// <summary>The token of a request.</summary>
    /// <param name="method">HTTP method; null for a message over a stream.</param>
    /// <param name="path">Path without host and query; null for a message over a stream.</param>
    /// <param name="nonce">Never the same twice.</param>
    /// <param name="now">The venue's time.</param>
    public string Token(string? method, string? path, string nonce, DateTimeOffset now)
    {
        var from = now.ToUnixTimeSeconds() - _secondsBack;
        var head = Json(json =>
        {
            json.WriteString("alg"u8, "ES256"u8);
            json.WriteString("kid"u8, _name);
            json.WriteString("nonce"u8, nonce);
            json.WriteString("typ"u8, "JWT"u8);
        });
        var claims = Json(json =>
        {
            json.WriteString("sub"u8, _name);
            json.WriteString("iss"u8, "cdp"u8);
            json.WriteNumber("nbf"u8, from);
            json.WriteNumber("exp"u8, from + SecondsOfLife);
            if (path is not null) json.WriteString("uri"u8, $"{method} {Host}{path}");
        });
        var signed = $"{head}.{claims}";
        lock (_turn) return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The token's nonce, of the number of a request.</summary>
    public static string Nonce(long number) => number.ToString("x32", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static string Json(Action<Utf8JsonWriter> fill) => Base64Url.EncodeToString(CoinbaseRequests.Object(fill));
}
