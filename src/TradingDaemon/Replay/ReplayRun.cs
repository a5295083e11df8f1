using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Replay;

/// <summary>One replay from files to report: survey, fresh rooms, every row, the sums.</summary>
/// <param name="config">The configuration.</param>
/// <param name="request">Files and pace.</param>
/// <param name="progress">Told a few times a second.</param>
/// <param name="real">For durations and pacing.</param>
internal sealed class ReplayRun(DaemonConfig config, ReplayRequest request, IReplayProgress progress, TimeProvider real)
{
    /// <summary>Runs it. A cancelled replay reports what was replayed.</summary>
    public async Task<ReplayReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        var survey = RecordedSurvey.Take(request.Files, null, stopping);
        var catalog = RecordedCatalog.Extend(config.Instruments, survey);
        using var recorded = RecordedMarket.Open(request.Files, catalog, new RecordedFaults(request.Strict));
        var firstAt = survey.FirstTime ?? throw new InvalidDataException("The files hold no rows.");
        var currency = Currency(catalog, survey);
        var market = new ReplayMarket(catalog, currency, config.Venue.CashIn(currency.Code), firstAt, new RecordedTicks(recorded, survey.Rows));
        var sums = await new ReplayStage(config, request.StoreDirectory, request.SpeedFactor, progress, real).PlayAsync(
            market, scene => Task.FromResult(scene.Report(real.GetElapsedTime(startedAt), (survey.LastTime - firstAt) ?? TimeSpan.Zero)), stopping);
        return sums with
        {
            Malformed = recorded.RowsMalformed, EndedEarly = recorded.Faults.EndsEarly is not null,
            Faults = [.. recorded.Faults.First.Select(static fault => fault.ToString())],
        };
    }

    // Files that quote in one currency only, of which the account would begin with nothing, are accounted in that currency: else no order could be paid.
    private Currency Currency(InstrumentCatalog catalog, RecordedSurvey survey)
    {
        var spellings = survey.Files.SelectMany(static file => file.Symbols).Select(static symbol => symbol.Spelling).ToHashSet(StringComparer.Ordinal);
        var quoted = catalog.All.Where(instrument => spellings.Contains(instrument.Spelling) || spellings.Contains(instrument.Symbol.Text)).Select(static instrument => instrument.Quote).Distinct().ToList();
        return quoted is [var only] && only != config.AccountCurrency && !config.Venue.StartingCash.ContainsKey(only.Code) ? only : config.AccountCurrency;
    }
}
