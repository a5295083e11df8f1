using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Venues.CoinSpot;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>The five venues that trade, as the scripts try them.</summary>
internal static class VenueCases
{
    public static readonly VenueCase Kraken = new("kraken", Coin("kraken", 0, "BTC/USD", "XBTUSD", 0.1m, 0.00000001m, 50_000m, 10m, 0.003m)) { Refusal = "EOrder:Orders limit exceeded", Speed = 30d };

    /// <summary>Fees out of the coins that are bought, as orders with the flag <c>fcib</c> pay them.</summary>
    public static readonly VenueCase KrakenInBase = Kraken with { Fees = FeePayment.InBase, FeesPaidIn = "BTC" };

    public static readonly VenueCase Binance = new("binance",
        Coin("binance", 0, "BTC/USD", "BTCUSD", 0.01m, 0.00001m, 50_000m, 10m, 0.003m), Coin("binance", 1, "ETH/USD", "ETHUSD", 0.01m, 0.0001m, 3_000m, 5m, 0.05m)) { Refusal = "-2010" };

    /// <summary>Fees out of the coins that are bought, as the venue takes them of who holds no BNB.</summary>
    public static readonly VenueCase BinanceInBase = Binance with { Fees = FeePayment.InBase, FeesPaidIn = "BTC" };

    /// <summary>Fees in BNB while there is some, and then in dollars.</summary>
    public static readonly VenueCase BinanceInThird = Binance with
    {
        Fees = FeePayment.In("BNB"), FeesPaidIn = "BNB", FurtherCash = new Dictionary<string, decimal> { ["BNB"] = 0.02m },
        Further = InstrumentFile.Parse("""{"instruments":{"BNB/USD":{"assetClass":"crypto","base":"BNB","quote":"USD","tickSize":0.01,"lotSize":0.001,"simulation":{"startPrice":600}}}}"""),
    };

    public static readonly VenueCase Coinbase = new("coinbase", Coin("coinbase", 0, "BTC/USD", "BTC-USD", 0.01m, 0.00001m, 50_000m, 10m, 0.003m)) { Refusal = "INELIGIBLE_PAIR" };

    // A coin's fee is not told by the venue: shares only, whose cash and holdings can be held against the ledger to the cent.
    public static readonly VenueCase Alpaca = new("alpaca",
        new VenueCase.Market(Of("alpaca", 0, "AAPL", "AAPL", "AAPL", AssetClass.Equity, "USD", 0.01m, 1m), 199.99m, 200m, 0.5m, 1m)) { Refusal = "40310000", World = 1, Speed = 30d };

    // It keeps no ids of ours and tells its rows apart by time: neither is its clock told wrong nor are its nonces anybody's to loosen.
    public static readonly VenueCase CoinSpot = new("coinspot", Coin("coinspot", 0, "BTC/AUD", "BTC/AUD", 0.01m, 0.00000001m, 90_000m, 400m, 0.01m))
    {
        Refusal = "Trading of this coin is not allowed now", HasClientOrderIds = false, HasStream = false, Senseless = [FaultKind.ClockOffset], Compose = static setup => CoinSpotVenue.Compose(setup), Speed = 60d,
    };

    /// <summary>Their names, for tests of each.</summary>
    public static readonly string[] Names = [Kraken.Name, Coinbase.Name, Binance.Name, Alpaca.Name, CoinSpot.Name];

    /// <summary>The one of a name.</summary>
    public static VenueCase Of(string name) => new[] { Kraken, Coinbase, Binance, Alpaca, CoinSpot }.Single(venue => venue.Name == name);

    private static VenueCase.Market Coin(string venue, int index, string symbol, string spelled, decimal tick, decimal lot, decimal bid, decimal step, decimal least) =>
        new(Of(venue, index, symbol, spelled, symbol[..3], AssetClass.Crypto, symbol[4..], tick, lot), bid, bid + 1m, step, least);

    private static Instrument Of(string venue, int index, string symbol, string spelled, string @base, AssetClass of, string quote, decimal tick, decimal lot) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = of, Base = new Currency(@base), Quote = new Currency(quote), TickSize = tick, LotSize = lot, Venue = venue, VenueSymbol = spelled,
    };
}
