using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Strategies.Support;

/// <summary>Small instruments, specs, events and accounts to try strategies on.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public static Instrument Instrument(bool shortable = true) => new()
    {
        Id = new(0),
        Symbol = new("BTC/USD"),
        AssetClass = AssetClass.Crypto,
        Base = new("BTC"),
        Quote = new("USD"),
        TickSize = 0.01m,
        LotSize = 0.0001m,
        Venue = "simulated",
        VenueSymbol = "BTCUSD",
        Shortable = shortable,
    };

    public static StrategySpec Spec(string kind, params (string Name, string Value)[] parameters) => new()
    {
        Id = new("sample"),
        Kind = kind,
        Symbols = ["*"],
        Parameters = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .SetItems(parameters.Select(static p => KeyValuePair.Create(p.Name, p.Value))),     // a later one replaces an earlier one
    };

    public static MarketView Quote(double mid, DateTimeOffset time) => View(MarketEventKind.Quote, mid, time, null);

    public static MarketView Trade(double price, DateTimeOffset time) => View(MarketEventKind.Trade, price, time, null) with { LastTrade = price };

    public static MarketView Closed(Bar bar) => View(MarketEventKind.Quote, bar.Close, bar.StartTime + bar.Interval, bar);

    public static Bar Bar(double open, double high, double low, double close, bool isComplete = true) =>
        new(Start, TimeSpan.FromSeconds(1), open, high, low, close, 1d, isComplete);

    public static AccountSnapshot Holding(decimal netBase, decimal inFlightBase = 0m, string strategy = "sample")
    {
        var key = new PositionKey(new(strategy), new("BTC/USD"));
        return AccountSnapshot.Empty with
        {
            NetBase = netBase == 0m ? AccountSnapshot.Empty.NetBase : AccountSnapshot.Empty.NetBase.Add(key, netBase),
            InFlightBase = inFlightBase == 0m ? AccountSnapshot.Empty.InFlightBase : AccountSnapshot.Empty.InFlightBase.Add(key, inFlightBase),
        };
    }

    private static MarketView View(MarketEventKind kind, double mid, DateTimeOffset time, Bar? bar) => new()
    {
        Instrument = Instrument(),
        Kind = kind,
        Time = time,
        Bid = mid,
        Ask = mid,
        Mid = mid,
        SpreadFraction = 0d,
        LastTrade = double.NaN,
        HasClosedBar = bar is not null,
        ClosedBar = bar ?? default,
    };
}
