using Microsoft.AspNetCore.Http;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>What one sender may ask in a second: 30 requests with a key, 10 without. Thread-safe.</summary>
internal sealed class CoinbaseLimits
{
    private const int PrivatePerSecond = 30;
    private const int PublicPerSecond = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Second, int Used)> _senders = new(StringComparer.Ordinal); // no more than keys and one

    /// <summary>Counts a request and tells what is left; false when it is one too many.</summary>
    public bool Take(string key, DateTimeOffset now, IHeaderDictionary headers)
    {
        var (most, second) = (key.Length > 0 ? PrivatePerSecond : PublicPerSecond, now.ToUnixTimeSeconds());
        int used;
        lock (_gate)
        {
            var before = _senders.GetValueOrDefault(key);
            used = before.Second == second ? before.Used + 1 : 1;
            _senders[key] = (second, used);
        }

        Tell(most, most - used, headers);
        return used <= most;
    }

    /// <summary>Writes what is left of a limit.</summary>
    public static void Tell(int most, int left, IHeaderDictionary headers)
    {
        headers["x-ratelimit-limit"] = $"{most}";
        headers["x-ratelimit-remaining"] = $"{Math.Max(0, left)}";
        headers["x-ratelimit-reset"] = "1";
    }
}
