using System.Collections.Immutable;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Engine.Books;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Replay;

/// <summary>What stands when a market has been played: books, venue and store, still open.</summary>
/// <param name="Market">What was played.</param>
/// <param name="Driver">With its counts.</param>
/// <param name="Account">Our books.</param>
/// <param name="Venue">The venue's.</param>
/// <param name="StoreDirectory">Where the journal lies.</param>
internal sealed record ReplayScene(ReplayMarket Market, ReplayDriver Driver, TradingAccount Account, SimulatedVenue Venue, string StoreDirectory)
{
    /// <summary>The sums of it.</summary>
    /// <param name="elapsed">Real time it took.</param>
    /// <param name="recorded">Market time it spans.</param>
    public ReplayReport Report(TimeSpan elapsed, TimeSpan recorded)
    {
        var strategies = Account.Books.Positions.All.Select(static book => book.Key.Strategy)
            .Union(Account.Tier.Strategies.Select(static spec => spec.Id)).OrderBy(static id => id.Text, StringComparer.Ordinal)
            .Select(id => ReplaySums.Of(Account, id, Driver.Tally.Of(id))).ToImmutableArray();
        return new ReplayReport
        {
            Rows = Market.Ticks.Rows, Elapsed = elapsed, Recorded = recorded,
            Dropped = Driver.Output.Dropped.ToImmutableSortedDictionary(static pair => Labels.Of(pair.Key), static pair => pair.Value, StringComparer.Ordinal),
            Signals = Driver.Output.Signals, Orders = Driver.Tally.Orders, Fills = Driver.Tally.Fills,
            Refused = Driver.Tally.Refused.ToImmutableSortedDictionary(static pair => Labels.Of(pair.Key), static pair => pair.Value, StringComparer.Ordinal),
            AccountCurrency = Account.Setup.Currency.Code, Equity = Account.Equity(),
            RealizedPnl = strategies.Sum(static one => one.Realized),
            UnrealizedPnl = strategies.All(static one => one.Unrealized is not null) ? strategies.Sum(static one => one.Unrealized) : null,
            Fees = strategies.Sum(static one => one.Fees), MaxDrawdownFraction = Driver.Tally.DrawdownMax,
            DecisionHash = Driver.DecisionHash, Strategies = strategies,
        };
    }
}
