using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Reloading;

/// <summary>Positions that somebody looked after before a reload and nobody does after it. A changed file sells nothing, so a person has to know.</summary>
internal static class UnattendedPositions
{
    /// <summary>Each as strategy and symbol.</summary>
    /// <param name="account">The account, on the engine's thread, as it decides now.</param>
    /// <param name="before">The tiers it decided by before.</param>
    public static ImmutableArray<string> Of(TradingAccount account, TierTable before) =>
    [
        .. account.Books.Positions.All.Where(book => account.Books.Positions.ClosableBase(book.Key) != 0m)
            .Select(book => (book.Key, Instrument: account.Setup.Catalog.Find(book.Key.Symbol)))
            .Where(held => held.Instrument is { } instrument && Trades(account, before, held.Key.Strategy, instrument) && IsNobodys(account, held.Key.Strategy, instrument))
            .Select(static held => $"{held.Key.Strategy} {held.Key.Symbol}"),
    ];

    // What only another tier runs is closed by the engine itself, as with a change of tier. What a strategy finds under another name of the thing is its own as before.
    private static bool IsNobodys(TradingAccount account, StrategyId strategy, Instrument instrument) => account.SpecOf(strategy) is { } spec && account.Groups.FoundAs(spec, instrument) is { } name
        ? !spec.Trades(name)
        : !account.Setup.Tiers.All.Any(tier => tier.Strategies.Any(other => other.Id == strategy && other.IsFor(instrument)));

    private static bool Trades(TradingAccount account, TierTable tiers, StrategyId strategy, Instrument instrument) =>
        tiers.All.Any(tier => tier.Find(strategy) is { } spec && account.Groups.FoundAs(spec, instrument) is { } name && spec.Trades(name));
}
