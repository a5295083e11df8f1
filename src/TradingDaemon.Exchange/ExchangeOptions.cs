using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;

namespace TradingDaemon.Exchange;

/// <summary>The knobs of a simulated exchange.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Seed of the latencies.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Shortest way of a request to the exchange.</summary>
    public TimeSpan RequestLatencyMin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest way of a request to the exchange.</summary>
    public TimeSpan RequestLatencyMax { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Shortest way of a report back.</summary>
    public TimeSpan ReportLatencyMin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest way of a report back.</summary>
    public TimeSpan ReportLatencyMax { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How taking orders are priced.</summary>
    public SlippageModel Slippage { get; init; } = SlippageModel.BookWalking;

    /// <summary>Of the impact model: fraction of the price per (notional ÷ equity).</summary>
    public decimal ImpactCoefficient { get; init; } = 0.0015m;

    /// <summary>What stands in the book where the source tells nothing.</summary>
    public BookOptions Book { get; init; } = new();

    /// <summary>The ledger file; null keeps everything in memory only, for replays.</summary>
    public string? LedgerPath { get; init; }

    /// <summary>Whether the ledger is flushed to the disk (once per batch) before anybody hears of its events.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>
    /// The accounts. The default account is always there: unless it is named here (<see cref="AccountOptions.DefaultId"/>), it starts with <see cref="StartingCash"/> and passes over its own orders.
    /// </summary>
    public IReadOnlyList<AccountOptions> Accounts { get; init; } = [];

    /// <summary>Cash by asset of a default account not named in <see cref="Accounts"/>, deposited once, when it is new.</summary>
    public IReadOnlyDictionary<string, decimal> StartingCash { get; init; } = new Dictionary<string, decimal>();

    /// <summary>How many closed orders of an account stay in memory, and so how far back a repeated client order id is refused. Older ones are found in the file.</summary>
    public int ClosedOrdersMax { get; init; } = 10_000;

    /// <summary>How many executions, and as many movements, of an account stay in memory. Older ones are read from the file.</summary>
    public int ExecutionsMax { get; init; } = 10_000;

    /// <summary>How many orders of an account may be open at once; judging an order looks at all of them.</summary>
    public int OpenOrdersMax { get; init; } = 1_000;

    /// <summary>How often, in market time, the newest prices are kept beside the ledger.</summary>
    public TimeSpan PricesKeptEvery { get; init; } = TimeSpan.FromSeconds(5);
}
