using TradingDaemon.Domain.Instruments;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Venues.Simulated;

/// <summary>The knobs of the simulated venue.</summary>
public sealed record SimulatedVenueOptions
{
    /// <summary>Name of the venue in facts and metrics.</summary>
    public string Id { get; init; } = "simulated";

    /// <summary>Seed of the latencies.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Shortest way of a request to the venue, and of a report back.</summary>
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest way of a request to the venue, and of a report back.</summary>
    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How taking orders are priced.</summary>
    public SlippageModel Slippage { get; init; } = SlippageModel.BookWalking;

    /// <summary>Of the impact model: fraction of the price per (notional ÷ equity).</summary>
    public decimal ImpactCoefficient { get; init; } = 0.0015m;

    /// <summary>What stands in the book where the feed tells nothing: default depth, levels behind the touch, spread without quotes.</summary>
    public BookOptions Book { get; init; } = new();

    /// <summary>The venue's own ledger; null keeps everything in memory only, for replays.</summary>
    public string? LedgerPath { get; init; }

    /// <summary>Whether the ledger is flushed to the disk before anybody hears of its events.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Cash by currency code, deposited once, when the ledger is new.</summary>
    public IReadOnlyDictionary<string, decimal> StartingCash { get; init; } = new Dictionary<string, decimal> { ["USD"] = 100_000m };

    /// <summary>Fees by asset class where they differ from the usual ones: crypto 0.10 % maker and 0.20 % taker, equity 0.04 %, forex 0.005 %, options 0.65 a contract.</summary>
    public IReadOnlyDictionary<AssetClass, FeeRates> Fees { get; init; } = new Dictionary<AssetClass, FeeRates>();

    /// <summary>How many closed orders, and as many executions, stay in memory; older ones are found in the ledger file.</summary>
    public int RememberedMax { get; init; } = 10_000;

    /// <summary>How many orders may be open at once.</summary>
    public int OpenOrdersMax { get; init; } = 1_000;
}
