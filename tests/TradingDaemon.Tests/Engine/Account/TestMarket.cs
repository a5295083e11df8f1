using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>A small catalogue with every asset class and four ways to the account currency, and setups on it.</summary>
internal static class TestMarket
{
    public const int Btc = 0;
    public const int Eth = 1;
    public const int Ibm = 2;
    public const int Call = 3;
    public const int EurUsd = 4;
    public const int BtcUsdt = 5;
    public const int UsdJpy = 6;
    public const int Sap = 7;
    public const int Sony = 8;
    public const int Halted = 9;
    public const int NoRate = 10;

    public static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static InstrumentCatalog Catalog { get; } = new([
        Make(Btc, "BTC/USD", AssetClass.Crypto, "BTC", "USD", lot: 0.001m, minNotional: 10m),
        Make(Eth, "ETH/USD", AssetClass.Crypto, "ETH", "USD", lot: 0.01m) with { Shortable = true },
        Make(Ibm, "IBM", AssetClass.Equity, "IBM", "USD", lot: 1m) with { Shortable = true },
        Make(Call, "AAPL250117C00150000", AssetClass.Option, "AAPL250117C00150000", "USD", lot: 1m) with { Multiplier = 100m },
        Make(EurUsd, "EUR/USD", AssetClass.Forex, "EUR", "USD", lot: 1m, tick: 0.00001m),
        Make(BtcUsdt, "BTC/USDT", AssetClass.Crypto, "BTC", "USDT", lot: 0.001m),
        Make(UsdJpy, "USD/JPY", AssetClass.Forex, "USD", "JPY", lot: 1m, tick: 0.001m),
        Make(Sap, "SAP", AssetClass.Equity, "SAP", "EUR", lot: 1m),
        Make(Sony, "SONY", AssetClass.Equity, "SONY", "JPY", lot: 1m, tick: 1m),
        Make(Halted, "HALT", AssetClass.Equity, "HALT", "USD", lot: 1m) with { Tradable = false },
        Make(NoRate, "ODD", AssetClass.Equity, "ODD", "QQQ", lot: 1m)]);

    public static Instrument At(int index) => Catalog[new InstrumentId(index)];

    public static Symbol SymbolOf(int index) => At(index).Symbol;

    public static StrategySpec Spec(string id = "alpha", OrderStyle style = OrderStyle.Market, bool allowShort = false) => new()
    {
        Id = new StrategyId(id), Kind = "scripted", Symbols = ["*"], OrderStyle = style, AllowShort = allowShort,
    };

    public static Tier Tier(string name, decimal equityMin, params StrategySpec[] specs) => new(name, equityMin, 0.9m, new RiskLimits(), [.. specs]);

    public static AccountSetup SetupOf(params Tier[] tiers) =>
        new(Catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty.Add("USDT", 1m), new TierTable(tiers), new SpreadLimits());

    public static AccountSetup Setup(params StrategySpec[] specs) => SetupOf(Tier("only", 0m, specs.Length == 0 ? [Spec()] : specs));

    public static AccountSetup Setup(RiskLimits limits, params StrategySpec[] specs) =>
        SetupOf(Tier("only", 0m, specs.Length == 0 ? [Spec()] : specs) with { Limits = limits });

    public static Quote Quote(int instrument, decimal bid, decimal ask, DateTimeOffset at) =>
        new(new InstrumentId(instrument), Price.From(bid), 10m, Price.From(ask), 10m, at, at);

    private static Instrument Make(int index, string symbol, AssetClass assetClass, string @base, string quote, decimal lot, decimal tick = 0.01m, decimal minNotional = 0m) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = assetClass, Base = new Currency(@base), Quote = new Currency(quote),
        TickSize = tick, LotSize = lot, MinNotional = minNotional, Venue = "simulated", VenueSymbol = symbol, Hours = TradingHours.Always,
        Option = assetClass == AssetClass.Option ? OptionContract.TryParse(symbol) : null,
    };
}
