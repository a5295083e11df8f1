using System.Globalization;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>One entry the gatekeeper said something of, and what has become of it so far.</summary>
/// <param name="recorded">The fact that decided it.</param>
/// <param name="entry">The entry.</param>
internal sealed class ScoredDecision(RecordedFact recorded, ScoredEntry entry)
{
    /// <summary>Number of the fact that decided it.</summary>
    public long Sequence => recorded.Sequence;

    /// <summary>What <c>explain</c> knows it by.</summary>
    public string Id => recorded.Fact is Fact.OrderIntended intended ? intended.Intent.ClientOrderId.Text : Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>When it was decided (UTC).</summary>
    public DateTimeOffset At => recorded.At;

    /// <summary>The entry, with its score and features.</summary>
    public ScoredEntry Entry => entry;

    /// <summary>Buy or sell; null where a market maker's quote was refused and its score has no features.</summary>
    public OrderSide? Side => recorded.Fact switch
    {
        Fact.OrderIntended intended => intended.Intent.Side,
        Fact.ParentOpened opened => opened.Order.Side,
        Fact.SignalRefused { Kind: SignalKind.Buy } => OrderSide.Buy,
        Fact.SignalRefused { Kind: SignalKind.Sell } => OrderSide.Sell,
        _ => entry.Score.Features is { } known && known.TryGetValue(GatekeeperFeatures.NameOf(GatekeeperFeature.IsBuy), out var isBuy) ? (isBuy > 0d ? OrderSide.Buy : OrderSide.Sell) : null,
    };

    /// <summary>The rule that refused it; null when it became an order.</summary>
    public RiskRule? RefusedBy => (recorded.Fact as Fact.SignalRefused)?.Rule;

    /// <summary>How many of its orders, and its parent order, may still fill.</summary>
    public int Working { get; set; }

    /// <summary>How many trades that are not over it is part of.</summary>
    public int OpenTrades { get; set; }

    /// <summary>Whether any of it was filled.</summary>
    public bool IsFilled { get; set; }

    /// <summary>What the trades it was part of gained net of fees, quote currency.</summary>
    public decimal ProfitQuote { get; private set; }

    /// <summary>What they were closed for, quote currency; zero while none is over.</summary>
    public decimal ClosedQuote { get; private set; }

    /// <summary>Whether nothing more can become of it.</summary>
    public bool IsSettled => Working == 0 && OpenTrades == 0;

    /// <summary>Whether it was traded; null while nobody knows.</summary>
    public bool? IsTraded => IsFilled ? true : IsSettled ? false : null;

    /// <summary>Gain net of fees as a fraction of what was closed; null while nobody knows, and of what was not traded to an end.</summary>
    public decimal? Return => IsSettled && ClosedQuote > 0m ? ProfitQuote / ClosedQuote : null;

    /// <summary>A trade it is part of is over.</summary>
    public void Closed(decimal profitQuote, decimal closedQuote) => (ProfitQuote, ClosedQuote, OpenTrades) = (ProfitQuote + profitQuote, ClosedQuote + closedQuote, OpenTrades - 1);
}
