using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.PriceSeries;
using TradingDaemon.Storage.Prices;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Gating;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.CoinSpot;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.PriceSeries;

/// <summary>A keeper of CoinSpot's prices at a told clock, its shelf on the real database.</summary>
internal sealed class SeriesRig : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 1, 0, TimeSpan.Zero); // the next full interval is four minutes away

    private readonly ScratchDirectory _scratch = new();

    public SeriesRig()
    {
        Clock = new DelayClock(Told);
        Directory = _scratch.Path;
        Alerts = new AlertBoard(Clock, new SecretRedactor(), [], NullLogger<AlertBoard>.Instance);
        Metrics = new DaemonMetrics(Clock, "series");
    }

    public SessionClock Told { get; } = new(Start);

    public DelayClock Clock { get; }

    public string Directory { get; set; }

    public AlertBoard Alerts { get; }

    public DaemonMetrics Metrics { get; }

    public IReadOnlyList<PriceRow> Rows => [.. PriceReading.Read(Directory, new PriceQuery(DateTimeOffset.MinValue, DateTimeOffset.MaxValue))];

    public string Alert => Alerts.Recent.FirstOrDefault(static alert => alert.Key == "series:coinspot")?.Text ?? "";

    /// <summary>Keeps prices while <paramref name="work"/> goes on.</summary>
    public async Task KeepAsync(IVenueMarket market, Func<Task> work, TimeSpan? retention = null, IReadOnlyList<Instrument>? instruments = null, TimeSpan? interval = null)
    {
        using var shelf = new PriceShelf(Directory, retention ?? TimeSpan.FromDays(365), Clock);
        using var ending = new CancellationTokenSource();
        Clock.Forget();
        var keeper = new PriceKeeper(new KeptSeries("coinspot", interval ?? Interval, instruments ?? CoinSpotRig.Instruments), shelf, Metrics.Series("coinspot"), Alerts, Clock, NullLogger.Instance);
        var run = keeper.RunAsync(market, ending.Token);
        try
        {
            await work();
        }
        finally
        {
            await ending.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(run.IsFaulted, Is.False, run.Exception?.Message);
    }

    /// <summary>Lets wait after wait end until that many more prices were kept.</summary>
    public async Task KeepNextAsync(int prices)
    {
        for (; prices > 0; prices--)
        {
            var kept = Figures.KeptCount;
            await Clock.PassAsync();
            await UntilAsync(() => Figures.KeptCount > kept);
        }
    }

    /// <summary>Waits until it is so; told time stands still.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var late = new CancellationTokenSource(GatingRig.Patience);
        while (!isSo()) await Task.Delay(1, late.Token);
    }

    public SeriesMetrics Figures => Metrics.Series("coinspot");

    public void Dispose()
    {
        Metrics.Dispose();
        _scratch.Dispose();
    }
}
