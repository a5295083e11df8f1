using System.Text.Json;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A busy daemon's workplace and the exchange process it reaches by a venue's own protocol.</summary>
internal sealed class SpokenFloor : IDisposable
{
    private readonly SpokenVenue _venue;
    private readonly SandboxProcess? _prices;

    private SpokenFloor(SpokenVenue venue, Workplace place, SandboxProcess exchange, SandboxProcess? prices) => (_venue, Place, Exchange, _prices) = (venue, place, exchange, prices);

    public Workplace Place { get; }

    public SandboxProcess Exchange { get; }

    /// <summary>Opens an exchange that moves by the seed. A venue without a stream tells prices every ten seconds only: then they are another exchange's.</summary>
    public static async Task<SpokenFloor> OpenAsync(SpokenVenue venue, int seed)
    {
        var (port, pricesPort) = (Workplace.FreePort(), Workplace.FreePort());
        var place = Workplace.BusyAtVenue(venue, port, venue.HasStream ? null : pricesPort);
        SandboxProcess? exchange = null;
        try
        {
            exchange = await SandboxProcess.StartAsync(place, venue, port, seed);
            return new SpokenFloor(venue, place, exchange, venue.HasStream ? null : await SandboxProcess.StartPricesAsync(place, venue, pricesPort, seed));
        }
        catch
        {
            exchange?.Dispose();
            place.Dispose();
            throw;
        }
    }

    public DaemonProcess Start() => DaemonProcess.Start(Place);

    /// <summary>Waits until so many orders have reached the exchange, of all its life.</summary>
    public Task OrdersAsync(DaemonProcess daemon, int count, TimeSpan within) => daemon.UntilAsync(() => Task.FromResult(VenueLedger.Read(Place.Ledger).Clients.Count >= count), $"{count} orders reach the exchange", within);

    /// <summary>Waits for a moment at which the venue has answered every order: whoever dies now leaves none whose absence takes minutes to be proven.</summary>
    public static async Task QuietAsync(DaemonProcess daemon, TimeSpan within)
    {
        using var client = daemon.Client();
        await daemon.UntilAsync(async () => await IsQuietAsync(client), "no order is on its way", within);
    }

    /// <summary>Ends all faults and the market, resets every connection, and waits until all is known and booked.</summary>
    public async Task SettleAsync(DaemonProcess daemon, TimeSpan within)
    {
        await Exchange.HealAsync();
        await Exchange.StandMarketAsync();
        if (_prices is not null) await _prices.StandMarketAsync();
        await Exchange.CutAsync();
        using var client = daemon.Client();
        await daemon.UntilAsync(() => IsSettledAsync(client), "every execution is booked and every outcome known", within);
    }

    /// <summary>Stops the daemon in order and compares its books with the exchange.</summary>
    public async Task<Comparison> EndAsync(DaemonProcess daemon)
    {
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        return SpokenComparison.OfStopped(Place, _venue);
    }

    public void Dispose()
    {
        _prices?.Dispose();
        Exchange.Dispose();
        Place.Dispose();
    }

    private static async Task<bool> IsQuietAsync(HttpClient client) => await QuietlyOpenAsync(client) is not null;

    // How many orders stand at the venue as the daemon knows it now; null while an order's outcome is not known, and while it starts. A checkpoint would tell of a moment that is past.
    private static async Task<int?> QuietlyOpenAsync(HttpClient client)
    {
        string text;
        try
        {
            text = await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative));
        }
        catch (HttpRequestException)
        {
            return null; // it does not listen yet
        }

        using var status = JsonDocument.Parse(text);
        if (status.RootElement.GetProperty("state").GetString() != "running") return null; // it knows nothing yet
        var open = status.RootElement.GetProperty("openOrders").EnumerateArray().Select(static order => order.GetProperty("status").GetString()).ToList();
        return open.TrueForAll(static state => state is "open" or "partially_filled") ? open.Count : null;
    }

    private async Task<bool> IsSettledAsync(HttpClient client)
    {
        if (await QuietlyOpenAsync(client) is not { } open) return false;
        using var store = StoreInspection.Open(Place.Data);
        var ledger = VenueLedger.Read(Place.Ledger);
        return store.Fills().Count() == ledger.Executions.Count && open == ledger.Open.Count;
    }
}
