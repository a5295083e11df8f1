using System.Security.Cryptography;
using TradingDaemon.Sandbox.Access;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>Tokens that open private streams; a quarter of an hour long, unless a subscription holds them. Thread-safe.</summary>
internal sealed class KrakenTokens(TimeProvider clock)
{
    /// <summary>How long a token waits to be used.</summary>
    public const int Seconds = 900;

    private const int TokensMax = 10_000; // the oldest go: a client asks for one with each connection

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TradingKey Key, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    /// <summary>A new one.</summary>
    public string Issue(TradingKey key)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=');
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_tokens.Count >= TokensMax)
                foreach (var (old, _) in _tokens.OrderBy(static entry => entry.Value.Until).Take(TokensMax / 10).ToArray()) _tokens.Remove(old);
            _tokens[token] = (key, now.AddSeconds(Seconds));
        }

        return token;
    }

    /// <summary>Whose a token is; null when it is nobody's or its time is up.</summary>
    public TradingKey? Find(string? token)
    {
        if (token is null) return null;
        lock (_gate) return _tokens.TryGetValue(token, out var entry) && clock.GetUtcNow() < entry.Until ? entry.Key : null;
    }
}
