using System.Text.Json;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A busy daemon's workplace and the exchange process it trades at.</summary>
internal sealed class TradingFloor : IAsyncDisposable
{
    private TradingFloor(Workplace place, SandboxProcess exchange) => (Place, Exchange) = (place, exchange);

    public Workplace Place { get; }

    public SandboxProcess Exchange { get; }

    /// <summary>Opens an exchange that moves by the seed. Orders go through <paramref name="by"/> instead of straight to it, where one is given.</summary>
    public static async Task<TradingFloor> OpenAsync(int seed, NetworkCable? by = null)
    {
        var port = Workplace.FreePort();
        var place = Workplace.BusyAtSandbox(by?.Lay(port) ?? port);
        try
        {
            return new TradingFloor(place, await SandboxProcess.StartAsync(place, port, seed));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public DaemonProcess StartDaemon(params string[] arguments) => DaemonProcess.Start(Place, arguments);

    /// <summary>Starts the daemon and waits until it has traded.</summary>
    public async Task<DaemonProcess> StartTradingAsync(params string[] arguments)
    {
        var daemon = StartDaemon(arguments);
        await daemon.ReadyAsync();
        await TradesAsync(daemon, 10);
        return daemon;
    }

    /// <summary>Whether the daemon wrote down, after a fact, that entries are blocked.</summary>
    public bool WereEntriesBlocked(long after)
    {
        using var store = StoreInspection.Open(Place.Data);
        return store.FactsAfter(after).Any(static recorded => recorded.Fact is Fact.EntriesBlocked);
    }

    /// <summary>The newest fact the daemon wrote down.</summary>
    public long LastFact()
    {
        using var store = StoreInspection.Open(Place.Data);
        return store.LastSequence;
    }

    /// <summary>Waits until it has booked so many more fills.</summary>
    public static async Task TradesAsync(DaemonProcess daemon, int more)
    {
        using var client = daemon.Client();
        var enough = await FillsAsync(client) + more;
        await daemon.UntilAsync(async () => await FillsAsync(client) >= enough, $"it books {more} more fills");
    }

    /// <summary>Stops the daemon in order and compares its books with the exchange.</summary>
    public async Task<Comparison> EndAsync(DaemonProcess daemon)
    {
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        return await Exchange.CompareAsync();
    }

    public ValueTask DisposeAsync()
    {
        Exchange.Dispose();
        Place.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<long> FillsAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        return status.RootElement.GetProperty("counts").GetProperty("fills").GetInt64();
    }
}
