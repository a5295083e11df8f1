using System.Globalization;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>Who may ask: key, time, signature, permission, in this order.</summary>
internal sealed class BinanceEntrance(ExchangeParts exchange)
{
    private const decimal WindowUsual = 5_000m;
    private const decimal WindowMax = 60_000m;
    private const long AheadMax = 1_000;
    private const int KeyLengthMin = 4;

    /// <summary>The key that signed, or why not.</summary>
    /// <param name="name">Its public name.</param>
    /// <param name="ask">Where time, window and signature stand.</param>
    /// <param name="payload">What is signed.</param>
    /// <param name="isTrading">Whether it must be a key that may trade.</param>
    public (TradingKey? Key, BinanceError? Error) Check(string? name, BinanceAsk ask, string payload, bool isTrading)
    {
        if (name is not { Length: >= KeyLengthMin }) return (null, BinanceErrors.KeyFormat);
        if (exchange.Keys.Find(name) is not { } key) return (null, BinanceErrors.KeyRefused);
        if (ask.Whole("timestamp") is not >= 0) return (null, BinanceErrors.Mandatory("timestamp"));
        if (ask["signature"] is not { } signature) return (null, BinanceErrors.Mandatory("signature"));
        if (FlawOf(ask) is { } flaw) return (null, flaw);
        if (!BinanceSignature.Matches(signature, BinanceSignature.Of(key.Secret, payload))) return (null, BinanceErrors.Signature);
        return isTrading && !key.MayTrade ? (null, BinanceErrors.KeyRefused) : (key, null);
    }

    private BinanceError? FlawOf(BinanceAsk ask)
    {
        var (sent, now) = (ask.Whole("timestamp")!.Value, exchange.Now.ToUnixTimeMilliseconds());
        var window = WindowUsual;
        if (ask["recvWindow"] is { } text && !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out window)) return BinanceErrors.Mandatory("recvWindow");
        if (window > WindowMax) return BinanceErrors.WindowTooLarge;
        if (sent >= now + AheadMax) return BinanceErrors.Ahead;
        return now - sent > window ? BinanceErrors.OutsideWindow : null;
    }
}
