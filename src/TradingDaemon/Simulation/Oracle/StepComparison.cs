using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>The engine held against the second fold in the middle of a run.</summary>
internal static class StepComparison
{
    /// <summary>After every step that moved money: positions, cash and what is simulated, and equity by two ways.</summary>
    public static void JudgeBooks(AccountEngine engine, Watcher watcher)
    {
        var books = engine.Account.Books;
        foreach (var (currency, amount) in watcher.Account.Cash)
        {
            Same("Cash is the sum of cash events", currency, amount, books.Cash.Total[currency]);
            Same("What is simulated is told apart", currency, watcher.Account.SimulatedCash(currency), books.Cash.Of(FallbackBook.Venue, currency));
        }

        foreach (var instrument in Ground.Catalog.All) Same("What is simulated is told apart", instrument.Symbol, watcher.Account.SimulatedNet(instrument.Symbol), books.Fallback.NetBaseOf(instrument.Symbol));
        foreach (var (key, lots) in watcher.Account.Lots) Same("Position is the sum of fills", key, lots.Net, books.Positions.NetBase(new PositionKey(key.Strategy, key.Symbol)));
        if (watcher.Account.Equity(watcher.Marks) is not { } equity || watcher.Account.TransfersAndProfit(watcher.Marks) is not { } explained) return;
        Invariant.Holds("P&L, fees and transfers are the change of equity.", Math.Abs(equity - explained) < 0.000000001m, $"{explained}", equity);
        if (engine.Account.Equity() is { } ours) Invariant.Same("Equity is what cash and holdings are worth.", equity, ours);
    }

    /// <summary>After every step: what waits is no more than may.</summary>
    public static void JudgeWaiting(AccountEngine engine, AccountSetup setup)
    {
        var (weighed, quoteless) = (engine.WaitingEntries, engine.QuotesWanted.Count);
        Invariant.Holds("What waits to be weighed is bounded.", weighed <= setup.Signals.WaitingMax && (weighed == 0 || setup.Signals.ConflictWindow > TimeSpan.Zero), $"at most {setup.Signals.WaitingMax}", weighed);
        Invariant.Holds("What waits for a quote is bounded.", quoteless <= setup.Routing.WaitingEntriesMax, $"at most {setup.Routing.WaitingEntriesMax}", quoteless);
    }

    /// <summary>After every step: entries in parts are known as what they are, however many processes they outlived, and none goes on beyond its time.</summary>
    public static void JudgeParents(AccountEngine engine, ShadowParents parents, DateTimeOffset now)
    {
        var books = engine.Account.Books;
        Invariant.SameSet("The books know every parent order that has not ended, and what is filled of it.", parents.All, books.Parents.All.Select(static parent => (parent.Order.Id, parent.FilledBase, parent.Children, parent.Ending)));
        parents.JudgeTimes(books.State is EngineState.Running or EngineState.Paused or EngineState.Faulted, now);
    }

    /// <summary>After a start, and at the end: the engine decides by what the files say, and the journal tells of it.</summary>
    public static void JudgeConfiguration(AccountEngine engine, RuleFiles files)
    {
        var account = engine.Account;
        Invariant.Holds("What the files say is what runs.", account.Setup.Tiers == files.Setup.Tiers && account.Setup.Spreads == files.Setup.Spreads, files.Hash, account.Books.Configuration);
        Invariant.Holds("What the files say is told by the journal.", files.Since(account.Books.Configuration, "") is null, files.Hash, account.Books.Configuration);
    }

    // After every fill: only what differs is worth a sentence.
    private static void Same<T>(string invariant, T of, decimal expected, decimal found)
    {
        if (expected != found) Invariant.Same($"{invariant}: {of}.", expected, found);
    }
}
