using System.Collections.Concurrent;
using System.Security.Cryptography;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>Who may ask: a token for this very request, signed with a known key, and of the right time.</summary>
internal sealed class CoinbaseEntrance(ExchangeParts exchange)
{
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, ECDsa> _keys = new(StringComparer.Ordinal); // no more than there are keys

    /// <summary>The token of a request; null for none.</summary>
    public static string? TokenOf(ApiRequest request) => request.Header("Authorization") is { } given && given.StartsWith(Scheme, StringComparison.Ordinal) ? given[Scheme.Length..] : null;

    /// <summary>The key that signed a request; null when it is not admitted. The venue's own host is named in a token whatever the address, or this address.</summary>
    public TradingKey? Check(ApiRequest request) => Check(TokenOf(request), request.Method, request.Path, "api.coinbase.com", request.Http.Request.Host.Value ?? "", $"http://{request.Http.Request.Host.Value}");

    /// <summary>The key that signed a message of a stream; null when it is not admitted.</summary>
    public TradingKey? Check(string? token) => Check(token, null, "");

    /// <summary>Why a secret cannot sign, in a sentence; null when it can.</summary>
    public static string? FlawOf(string secret)
    {
        try
        {
            using var key = Import(secret);
            return key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null ? null : "Coinbase's secrets are private keys of P-256.";
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            return "Coinbase's secrets are ECDSA keys as PEM.";
        }
    }

    /// <summary>A secret that was never used.</summary>
    public static string NewSecret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }

    private TradingKey? Check(string? text, string? method, string path, params ReadOnlySpan<string> hosts)
    {
        if (CoinbaseToken.Read(text) is not { } token || exchange.Keys.Find(token.Key) is not { } key) return null;
        return token.IsSignedBy(_keys.GetOrAdd(key.Key, static (_, key) => Import(key.Secret), key)) && token.HoldsAt(exchange.Now) && token.IsFor(method, path, hosts) ? key : null;
    }

    private static ECDsa Import(string secret)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(secret.Replace("\\n", "\n", StringComparison.Ordinal));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
