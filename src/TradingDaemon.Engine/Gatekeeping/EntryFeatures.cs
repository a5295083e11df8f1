using System.Collections.Immutable;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Gatekeeping;

/// <summary>Reads what a model may go by.</summary>
internal static class EntryFeatures
{
    private const int TradesRecent = 20; // enough to tell a streak from a habit, few enough to notice that it ended

    /// <summary>Every feature that is known, by its name: more than today's model goes by, since the next one is made of them.</summary>
    public static ImmutableSortedDictionary<string, double> All(in EntryView entry)
    {
        var known = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, feature) in GatekeeperFeatures.ByName)
            if (Read(feature, entry) is { } value && double.IsFinite(value)) known.Add(name, value);
        return known.ToImmutable();
    }

    /// <summary>The value in the feature's unit, or null when nobody knows it.</summary>
    public static double? Read(GatekeeperFeature feature, in EntryView entry) => feature switch
    {
        GatekeeperFeature.Confidence => entry.Signal.Confidence,
        GatekeeperFeature.Urgency => entry.Account.SpecOf(entry.Signal.Strategy) is { } spec ? (int)spec.Urgency - (int)Urgency.Low : null,
        GatekeeperFeature.SpreadFraction => (double)entry.Quote.SpreadFraction,
        GatekeeperFeature.VolatilityFraction => (double?)entry.Signal.VolatilityFraction,
        GatekeeperFeature.RangeFraction => (double?)(entry.Signal.AtrQuote / entry.Quote.Mid),
        GatekeeperFeature.IsQuiet => Is(Regime.Quiet, entry.Signal.Regime),
        GatekeeperFeature.IsVolatile => Is(Regime.Volatile, entry.Signal.Regime),
        GatekeeperFeature.IsBuy => entry.Side == OrderSide.Buy ? 1d : 0d,
        GatekeeperFeature.HourUtc => entry.Now.UtcDateTime.TimeOfDay.TotalHours,
        GatekeeperFeature.HourSine => Math.Sin(Angle(entry.Now)),
        GatekeeperFeature.HourCosine => Math.Cos(Angle(entry.Now)),
        GatekeeperFeature.SignalAgeSeconds => (entry.Now - entry.Signal.At).TotalSeconds,
        GatekeeperFeature.QuoteAgeSeconds => entry.Quote.AgeAt(entry.Now).TotalSeconds,
        GatekeeperFeature.WinRate => WinRate(entry.Account, entry.Signal.Strategy),
        GatekeeperFeature.SizeFraction => SizeFraction(entry),
        GatekeeperFeature.OrdersInFlight => entry.Account.Books.Orders.Open.Count,
        _ => null,
    };

    private static double? Is(Regime asked, Regime known) => known == Regime.Unknown ? null : known == asked ? 1d : 0d;

    private static double Angle(DateTimeOffset now) => 2d * Math.PI * now.UtcDateTime.TimeOfDay.TotalDays;

    // One gain and one loss more than there were (Laplace's rule of succession): a strategy that has not closed a trade yet could else never be scored, and so never close one.
    private static double WinRate(TradingAccount account, StrategyId strategy)
    {
        var returns = account.Books.Gauges.Trades.ReturnsOf(strategy).AsSpan();
        var recent = returns[Math.Max(0, returns.Length - TradesRecent)..];
        var wins = 0;
        foreach (var one in recent) wins += one > 0m ? 1 : 0;
        return (wins + 1d) / (recent.Length + 2d);
    }

    private static double? SizeFraction(in EntryView entry)
    {
        var price = entry.Side == OrderSide.Buy ? entry.Quote.Ask.QuotePerBase : entry.Quote.Bid.QuotePerBase;
        return entry.Account.Equity() is > 0m and var equity && entry.Account.Valuation.Rate(entry.Instrument) is { } rate
            ? (double)(entry.Instrument.Notional(price, entry.QuantityBase) * rate / equity) : null;
    }
}
