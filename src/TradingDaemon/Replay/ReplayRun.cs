using System.Collections.Immutable;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Replay;

/// <summary>One replay from files to report: survey, fresh rooms, every row, the sums.</summary>
/// <param name="config">The configuration.</param>
/// <param name="request">Files and pace.</param>
/// <param name="progress">Told a few times a second.</param>
/// <param name="real">For durations and pacing.</param>
internal sealed class ReplayRun(DaemonConfig config, ReplayRequest request, IReplayProgress progress, TimeProvider real)
{
    private const int RowsPerLook = 8_192; // looks at the clock and at cancellation this often: some milliseconds

    /// <summary>Runs it. A cancelled replay reports what was replayed.</summary>
    public async Task<ReplayReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        var survey = RecordedSurvey.Take(request.Files, null, stopping);
        var catalog = RecordedCatalog.Extend(config.Instruments, survey);
        var faults = new RecordedFaults(request.Strict);
        using var market = RecordedMarket.Open(request.Files, catalog, faults);
        using var temporary = request.StoreDirectory is null ? new TemporaryDirectory() : null;
        using var store = SqliteStore.Open(new StoreOptions { Directory = request.StoreDirectory ?? temporary!.Path, Epoch = 1 }, real);
        if (store.Journal.LastSequence > 0) throw new InvalidDataException($"The store {request.StoreDirectory} is not empty: a replay begins with a new one, so that the same input gives the same decisions.");

        var firstAt = survey.FirstTime ?? throw new InvalidDataException("The files hold no rows.");
        var currency = Currency(catalog, survey);
        using var venue = new SimulatedVenue(config.ToVenueOptions(null, Cash(currency)), catalog, firstAt);
        var engine = new AccountEngine(config.ToAccountSetup(catalog, currency), new AccountState());
        var options = config.ToEvaluationOptions();
        options = options with { Validation = options.Validation with { AgeMax = null } }; // recorded rows are as old as they are
        using var driver = new ReplayDriver(new EvaluationRoom(catalog, options, StrategyCatalogue.Default.Find), engine, venue, store.Journal);
        await driver.BeginAsync(firstAt, DaemonVersion.Text, stopping);
        Drive(market, driver, survey, firstAt, stopping);
        driver.Finish(market.CurrentTime);
        return Report(driver, engine.Account, market, survey, real.GetElapsedTime(startedAt));
    }

    private void Drive(RecordedMarket market, ReplayDriver driver, RecordedSurvey survey, DateTimeOffset firstAt, CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        var rows = 0L;
        while (market.TryRead(out var tick))
        {
            if (request.SpeedFactor is { } factor) Pace(startedAt, (tick.ReceivedTime - firstAt) / (double)factor, stopping);
            driver.Step(tick);
            if (++rows % RowsPerLook != 0) continue;
            progress.Report(new ReplayProgress(market.RowsRead, survey.Rows > 0 ? Math.Min(1d, market.RowsRead / (double)survey.Rows) : 0d, market.CurrentTime));
            if (stopping.IsCancellationRequested) return;
        }

        progress.Report(new ReplayProgress(market.RowsRead, 1d, market.CurrentTime));
    }

    private void Pace(long startedAt, TimeSpan dueAfter, CancellationToken stopping)
    {
        var wait = dueAfter - real.GetElapsedTime(startedAt);
        if (wait > TimeSpan.FromMilliseconds(1)) stopping.WaitHandle.WaitOne(wait);
    }

    // Files that quote in one currency only, which nothing converts, are accounted in that currency: there is no other honest number.
    private Currency Currency(InstrumentCatalog catalog, RecordedSurvey survey)
    {
        var setup = config.ToAccountSetup(catalog, config.AccountCurrency);
        var spellings = survey.Files.SelectMany(static file => file.Symbols).Select(static symbol => symbol.Spelling).ToHashSet(StringComparer.Ordinal);
        var quoted = catalog.All.Where(instrument => spellings.Contains(instrument.VenueSymbol) || spellings.Contains(instrument.Symbol.Text)).Select(static instrument => instrument.Quote).Distinct().ToList();
        return quoted is [var only] && only != config.AccountCurrency && !setup.Parity.ContainsKey(only.Code) ? only : config.AccountCurrency;
    }

    private IReadOnlyDictionary<string, decimal> Cash(Currency currency) => config.Venue.StartingCash.ContainsKey(currency.Code)
        ? config.Venue.StartingCash
        : new Dictionary<string, decimal> { [currency.Code] = config.Venue.StartingCash.Values.DefaultIfEmpty(10_000m).Max() };

    private static ReplayReport Report(ReplayDriver driver, TradingAccount account, RecordedMarket market, RecordedSurvey survey, TimeSpan elapsed)
    {
        var strategies = account.Books.Positions.All.Select(static book => book.Key.Strategy)
            .Union(account.Tier.Strategies.Select(static spec => spec.Id)).OrderBy(static id => id.Text, StringComparer.Ordinal)
            .Select(id => ReplaySums.Of(account, id, driver.Tally.Of(id))).ToImmutableArray();
        return new ReplayReport
        {
            Rows = market.RowsRead, Malformed = market.RowsMalformed, EndedEarly = market.Faults.EndsEarly is not null,
            Faults = [.. market.Faults.First.Select(static fault => fault.ToString())], Elapsed = elapsed, Recorded = (survey.LastTime - survey.FirstTime) ?? TimeSpan.Zero,
            Dropped = driver.Output.Dropped.ToImmutableSortedDictionary(static pair => Labels.Of(pair.Key), static pair => pair.Value, StringComparer.Ordinal),
            Signals = driver.Output.Signals, Orders = driver.Tally.Orders, Fills = driver.Tally.Fills,
            Refused = driver.Tally.Refused.ToImmutableSortedDictionary(static pair => Labels.Of(pair.Key), static pair => pair.Value, StringComparer.Ordinal),
            AccountCurrency = account.Setup.Currency.Code, Equity = account.Equity(),
            RealizedPnl = strategies.Sum(static one => one.Realized),
            UnrealizedPnl = strategies.All(static one => one.Unrealized is not null) ? strategies.Sum(static one => one.Unrealized) : null,
            Fees = strategies.Sum(static one => one.Fees), MaxDrawdownFraction = driver.Tally.DrawdownMax,
            DecisionHash = driver.DecisionHash, Strategies = strategies,
        };
    }
}
