using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Operations.Funds;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Trials;
using Amount = TradingDaemon.Operations.Status.Valuation;

namespace TradingDaemon.Gating;

/// <summary>Makes the picture operators see, on the engine's thread between two inputs, about once a second.</summary>
internal sealed class StatusPublisher(
    StatusBoard board, DaemonMetrics metrics, DaemonVersions versions, ImmutableArray<VenueStanding> venues, Func<IEnumerable<StrategyReport>> strategies, Func<EmergencyLine?> emergency, Clocks clocks, DateTimeOffset startedAt)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _publishedTimestamp;

    /// <summary>How the trial on paper that runs is doing; null while none does.</summary>
    public Func<PaperProgress?> Paper { get; set; } = static () => null;

    /// <summary>Publishes when a second has passed since the last time.</summary>
    public void PublishWhenDue(AccountEngine engine, DateTimeOffset now)
    {
        if (_publishedTimestamp == 0 || clocks.Real.GetElapsedTime(_publishedTimestamp) >= Interval) Publish(engine, now);
    }

    /// <summary>Publishes now.</summary>
    public void Publish(AccountEngine engine, DateTimeOffset now)
    {
        var (account, counts) = (engine.Account, metrics.Counts());
        var seconds = _publishedTimestamp == 0 ? 0d : clocks.Real.GetElapsedTime(_publishedTimestamp).TotalSeconds;
        _publishedTimestamp = clocks.Real.GetTimestamp();
        var equity = account.Equity();
        var positions = account.Books.Positions.All;
        board.Publish(new DaemonStatus
        {
            At = clocks.Real.GetUtcNow(), StartedAt = startedAt, Versions = versions, State = account.Books.State, StateReason = engine.StateReason, Emergency = emergency(), Venues = Venues(account.Books),
            EntryBlocks = BlockLines.Of(account, now), EntriesWaiting = engine.WaitingEntries, Tilts = TiltLines.Of(account, now), Limits = LimitLines.Of(account, equity), Tier = account.Books.Tier, NextTier = TierLines.Of(account, equity, Paper(), now), Capital = CapitalLines.Of(account), Regimes = RegimeLines.Of(account),
            AccountCurrency = account.Setup.Currency.Code,
            Equity = equity is { } known ? Amount.Of(known) : Amount.Missing("a holding has no quote or no rate yet"),
            Cash = account.Books.Cash.Total.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Realized = Sum(account, static book => book.RealizedQuote) - Charges(account), Fees = Sum(account, static book => book.FeesQuote) + Charges(account),
            Unrealized = Unrealized(account),
            DayProfit = equity is { } today && account.Books.Day.OpeningAccount is { } open ? Amount.Of(today - open) : Amount.Missing("the trading day has not begun, or what came or went has no rate yet"),
            Positions = [.. positions.Where(static book => book.NetBase != 0m).Select(book => Line(account, book))],
            Parents = ParentLines.Of(account), OpenOrders = [.. account.Books.Orders.Open.Select(Line)],
            Counts = counts, Rates = Rates(board.Current.Counts, counts, seconds), Queues = metrics.Queues(), Latencies = metrics.Latencies(),
            Strategies = StrategyLines.Of(strategies(), account),
        });
    }

    private ImmutableArray<VenueStanding> Venues(AccountBooks books)
    {
        var cash = books.Cash;
        ImmutableArray<VenueStanding> lines = [.. venues.Select(line => line with { Cash = cash.At(line.Venue).ToImmutableSortedDictionary(StringComparer.Ordinal), BuyingPower = Line(books.Gauges.BuyingPower.Of(line.Venue)) })];
        return cash.At(FallbackBook.Venue) is { Count: > 0 } simulated
            ? lines.Add(new(FallbackBook.Venue, FallbackBook.Venue, "paper", [], [], simulated.ToImmutableSortedDictionary(StringComparer.Ordinal), "What the paper fallback filled."))
            : lines;
    }

    private static BuyingPowerLine? Line(VenueBuyingPower? power) =>
        power is null ? null : new(power.Told.At, power.Told.Currency, power.Told.Shares, power.Told.Crypto, power.Told.Options, power.SpentQuote);

    private static StatusRates Rates(StatusCounts before, StatusCounts after, double seconds) => seconds <= 0d
        ? default
        : new((after.Ticks - before.Ticks) / seconds, (after.Signals - before.Signals) / seconds, (after.Orders - before.Orders) / seconds, (after.Fills - before.Fills) / seconds);

    // Realized amounts are in each instrument's quote currency; one that cannot be converted yet is left out until it can.
    private static decimal Sum(TradingAccount account, Func<LotBook, decimal> amountQuote) => account.Books.Positions.All.Sum(book =>
        account.Setup.Catalog.Find(book.Key.Symbol) is { } instrument && account.Valuation.Rate(instrument) is { } rate ? amountQuote(book) * rate : 0m);

    // Fees of no trade are nobody's position's, and the account's cost all the same.
    private static decimal Charges(TradingAccount account) => account.Books.Charges.Paid.Sum(paid => paid.Value * (account.Valuation.Rate(paid.Key) ?? 0m));

    private static Amount Unrealized(TradingAccount account)
    {
        var total = 0m;
        foreach (var book in account.Books.Positions.All)
        {
            if (UnrealizedAccount(account, book) is not { } amount) return Amount.Missing($"{book.Key.Symbol} has no quote yet");
            total += amount;
        }

        return Amount.Of(total);
    }

    private static decimal? UnrealizedAccount(TradingAccount account, LotBook book) =>
        book.NetBase == 0m ? 0m
        : account.Setup.Catalog.Find(book.Key.Symbol) is { } instrument ? account.Valuation.UnrealizedQuote(book) * account.Valuation.Rate(instrument) : null;

    private static PositionLine Line(TradingAccount account, LotBook book)
    {
        var instrument = account.Setup.Catalog.Find(book.Key.Symbol);
        var mark = instrument is null ? null : account.Marks.ExitPrice(instrument.Id, book.NetBase);
        var guard = account.Books.Protections.Find(book.Key);
        return new PositionLine(
            book.Key.Strategy.Text, book.Key.Symbol.Text, book.NetBase, book.AveragePriceQuote() ?? 0m, mark,
            UnrealizedAccount(account, book) is { } amount ? Amount.Of(amount) : Amount.Missing("no quote yet"))
        {
            StopQuote = guard?.StopQuote, TargetQuote = guard?.TargetQuote, TrailQuote = guard?.TrailQuote, ClosedBy = guard?.Triggered?.ToString(),
            FoundAs = instrument is null ? null : account.Groups.HeirOf(account.SpecOf(book.Key.Strategy), instrument)?.Symbol.Text,
        };
    }

    private static OrderLine Line(OrderState order) => new(
        order.Intent.ClientOrderId.Text, order.Intent.Strategy.Text, order.Intent.Symbol.Text, order.Intent.Side, order.Intent.Terms.Quantity.Base, order.FilledBase,
        order.Intent.Terms switch { OrderTerms.Limit limit => limit.Price.QuotePerBase, OrderTerms.Stop stop => stop.Trigger.QuotePerBase, _ => null },
        order.Status, order.Intent.DecidedAt);
}
