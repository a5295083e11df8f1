using System.Globalization;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>Who may ask: key, signature, nonce, calls left, permission, in this order. Too many refusals in a row lock a key out.</summary>
internal sealed class KrakenEntrance(ExchangeParts exchange, KrakenLimits limits)
{
    private const int RefusalsMax = 20;
    private static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Refusals, DateTimeOffset LockedUntil)> _conduct = new(StringComparer.Ordinal); // an entry a key

    /// <summary>The key that signed, or why not.</summary>
    public (TradingKey? Key, string? Error) Check(ApiRequest request, int callCost, bool isTrading)
    {
        if (exchange.Keys.Find(request.Header("API-Key")) is not { } key) return (null, KrakenErrors.InvalidKey);
        if (IsLocked(key)) return (null, KrakenErrors.Lockout);
        var error = Error(request, key, callCost);
        Remember(key, error is not null);
        if (error is null && isTrading && !key.MayTrade) error = KrakenErrors.PermissionDenied;
        return error is null ? (key, null) : (null, error);
    }

    private string? Error(ApiRequest request, TradingKey key, int callCost)
    {
        var nonce = request.Parameter("nonce") ?? "";
        if (!KrakenSignature.Matches(request.Header("API-Sign"), KrakenSignature.Of(key.Secret, request.Path, nonce, request.Body))) return KrakenErrors.InvalidSignature;
        if (!long.TryParse(nonce, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || exchange.Keys.Use(key, number) is not null) return KrakenErrors.InvalidNonce;
        return exchange.Faults.Standing(FaultKind.RateLimit) is null && !limits.TakeCall(key.Key, callCost) ? KrakenErrors.CallRateExceeded : null;
    }

    private bool IsLocked(TradingKey key)
    {
        lock (_gate) return _conduct.TryGetValue(key.Key, out var conduct) && exchange.Clock.GetUtcNow() < conduct.LockedUntil;
    }

    private void Remember(TradingKey key, bool isRefused)
    {
        lock (_gate)
        {
            var refusals = isRefused ? _conduct.GetValueOrDefault(key.Key).Refusals + 1 : 0;
            _conduct[key.Key] = refusals < RefusalsMax ? (refusals, default) : (0, exchange.Clock.GetUtcNow() + LockoutTime);
        }
    }
}
