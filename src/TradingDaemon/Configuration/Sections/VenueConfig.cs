using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Fees;

namespace TradingDaemon.Configuration.Sections;

/// <summary>The simulated venue: where instruments are traded that no other venue takes, and every replay and rehearsal.</summary>
internal sealed record VenueConfig
{
    private const decimal UsualCash = 10_000m;

    /// <summary>What a new account at the simulated venue holds, by currency; read only when its ledger is new, and by replays and rehearsals. Every other venue says itself what there is.</summary>
    [Names("currency", NamePatterns.CurrencyCode, NamePatterns.CurrencyCodeWords), NumberRange(0, 1e12)]
    public IReadOnlyDictionary<string, decimal> StartingCash { get; init; } = new Dictionary<string, decimal>();

    /// <summary>What an account of a replay or rehearsal begins with: as configured, where anything is in that currency; else as much of it as of any other, or a usual amount.</summary>
    public IReadOnlyDictionary<string, decimal> CashIn(string currency) => StartingCash.GetValueOrDefault(currency) > 0m
        ? StartingCash
        : new Dictionary<string, decimal> { [currency] = StartingCash.Values.Where(static cash => cash > 0m).DefaultIfEmpty(UsualCash).Max() };

    /// <summary>Shortest way of a request to the venue, and of its answer back.</summary>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest such way.</summary>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Seed of its latencies.</summary>
    [NumberRange(0, 9e15)]
    public long Seed { get; init; } = 7;

    /// <summary>How taking orders are priced.</summary>
    public SlippageModel SlippageModel { get; init; } = SlippageModel.BookWalking;

    /// <summary>Price move per notional / equity when the model is impact.</summary>
    [NumberRange(0, 1)]
    public decimal ImpactFactor { get; init; } = 0.0015m;

    /// <summary>Fees by asset class.</summary>
    public FeesConfig Fees { get; init; } = new();

    /// <summary>Displayed value a side where the feed shows no size, quote currency.</summary>
    [NumberRange(0, 1e12, MinExcluded = true)]
    public decimal DefaultDepthNotional { get; init; } = 50_000m;

    /// <summary>Whether each ledger row is forced to disk before it is reported.</summary>
    public bool LedgerFsync { get; init; } = true;
}
