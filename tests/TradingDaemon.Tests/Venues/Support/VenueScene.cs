using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// The exchange that speaks a venue's protocol, the venue's adapter, and the session's own connection that keeps its stream open, on one clock; after each opening the account's fills are read, as
/// a comparison does.
/// </summary>
internal sealed class VenueScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // with what the machine does, of the wall's clock

    private readonly List<VenueEvent> _changes = [];
    private readonly Channel<VenueEvent> _events = Channel.CreateUnbounded<VenueEvent>();
    private readonly CancellationTokenSource _ending = new();
    private readonly SandboxRig.CountingNonces _nonces = new();
    private readonly Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? _connect;
    private readonly HttpClient _staff;
    private readonly DaemonMetrics _metrics;
    private readonly Task _connecting;
    private readonly Task _hearing;
    private int _openings;
    private int _isOpen;

    private VenueScene(VenueCase venue, SandboxServer server, FastClock clock, int seed, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
    {
        (Case, Server, Clock, _connect) = (venue, server, clock, connect);
        _staff = new HttpClient { BaseAddress = server.AdminAddress };
        Venue = venue.Compose(Setup());
        _metrics = new DaemonMetrics(clock, "test");
        var (redactor, clocks) = (new SecretRedactor(), new Clocks(clock, clock));
        var tools = new SessionTools(clocks, new Random(seed), _metrics, new AlertBoard(clock, redactor, [], NullLogger<AlertBoard>.Instance), new HealthBoard(clock, redactor), Log);
        var health = tools.Health.Register($"venue:{venue.Name}", HealthRole.Data);
        _hearing = HearAsync();
        _connecting = new VenueConnection(Venue, new SessionEvents(_events.Writer, new SentOrders(clocks)), health, Limits, tools).RunAsync(_ending.Token);
    }

    public VenueCase Case { get; }

    public SandboxServer Server { get; }

    public FastClock Clock { get; }

    public ILiveVenue Venue { get; }

    /// <summary>Of the session whose connection this is: those of the daemon.</summary>
    public SessionLimits Limits { get; } = new();

    /// <summary>What was told of executions.</summary>
    public ToldFills Told { get; } = new();

    /// <summary>What the connection logs: each loss, with its pause.</summary>
    public SessionBench.LineLog Log { get; } = new();

    /// <summary>Openings of the stream after which the fills were read.</summary>
    public int Openings => Volatile.Read(ref _openings);

    /// <summary>The openings and losses of the stream, in their order.</summary>
    public IReadOnlyList<VenueEvent> Changes
    {
        get
        {
            lock (_changes) return [.. _changes];
        }
    }

    /// <summary>Whether the stream is open, as far as it was told, and the fills were read since.</summary>
    public bool IsOpen => Volatile.Read(ref _isOpen) != 0;

    public Ledger Ledger => Ledger.Of(Server);

    public VenueHosts Hosts => LiveVenues.Hosts(Case.Name)[Case.World].At(Server.Address);

    public VenueCredentials Credentials => new(SandboxAccount.DemoOf(Case.Name).Key, SandboxAccount.DemoOf(Case.Name).Secret);

    /// <summary>Patient with the machine, and no more than usual with the venue.</summary>
    public LineOptions Line => new()
    {
        RequestMax = TimeSpan.FromSeconds(4), ConnectMax = Clock.Of(TimeSpan.FromSeconds(3)), HoldMax = Clock.Of(TimeSpan.FromMilliseconds(500)), Connect = _connect,
    };

    /// <summary>An exchange whose market stands still, and a venue whose stream is open.</summary>
    /// <param name="venue">Which.</param>
    /// <param name="seed">Of the waits.</param>
    /// <param name="connect">Makes the venue's connections; null for the system.</param>
    /// <param name="accounts">Besides the one that trades.</param>
    public static async Task<VenueScene> StartAsync(VenueCase venue, int seed, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null, params SandboxAccount[] accounts)
    {
        var clock = new FastClock(venue.Speed);
        var demo = SandboxAccount.DemoOf(venue.Name);
        var options = new SandboxOptions
        {
            Venue = venue.Name, HasMarket = false, Clock = clock, HeartbeatEvery = clock.Of(TimeSpan.FromMilliseconds(200)),
            Accounts = [demo with { Fees = venue.Fees, Cash = demo.Cash.Concat(venue.FurtherCash).ToDictionary() }, .. accounts],
        };
        var server = await SandboxServer.StartAsync(options with { Instruments = [.. options.Instruments, .. venue.Further] });
        var scene = new VenueScene(venue, server, clock, seed, connect);
        scene.Show();
        await scene.UntilAsync(() => scene.Openings > 0, "the stream opens");
        return scene;
    }

    /// <summary>The venue as a start makes it that knows what is booked.</summary>
    public ILiveVenue Restarted() => Another(setup => setup with { Booked = [.. Told.All.Select(static fill => new BookedExecution(fill.ExecutionId, fill.ExecutionSequence, fill.At))] });

    /// <summary>The venue made once more, in another way.</summary>
    public ILiveVenue Another(Func<VenueSetup, VenueSetup> with) => Case.Compose(with(Setup()));

    /// <summary>The market is where it was, moved by so many steps.</summary>
    public void Show(decimal steps = 0m)
    {
        foreach (var other in Case.Further) Server.ShowQuote(other.Rules.Symbol, other.StartPrice, 1_000m, other.StartPrice + other.Rules.TickSize, 1_000m);
        foreach (var market in Case.Markets)
            Server.ShowQuote(market.Instrument.Symbol.Text, market.Bid + (steps * market.Step), 1_000m, market.Ask + (steps * market.Step), 1_000m);
    }

    /// <summary>The market passes what rests near it, and comes back; not where several that are filled at once could not be told apart.</summary>
    public void Wobble()
    {
        if (!Case.HasClientOrderIds) return;
        Show(-3m);
        Show(3m);
        Show();
    }

    /// <summary>The exchange resets every connection there is.</summary>
    public Task CutAsync() => DoAsync("cut", "");

    /// <summary>The exchange's staff does something, told in JSON.</summary>
    public async Task DoAsync(string act, string json)
    {
        using var response = await _staff.PostAsync(new Uri($"/admin/{act}", UriKind.Relative), new StringContent(json));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>How often each kind of fault at work has struck.</summary>
    public async Task<IReadOnlyList<(string Kind, long Hits)>> StruckAsync()
    {
        using var listed = JsonDocument.Parse(await _staff.GetStringAsync(new Uri("/admin/faults", UriKind.Relative)));
        return [.. listed.RootElement.GetProperty("faults").EnumerateArray().Select(static fault => (fault.GetProperty("fault").GetProperty("kind").GetString()!, fault.GetProperty("hits").GetInt64()))
            .GroupBy(static one => one.Item1).Select(static kind => (kind.Key, kind.Sum(static one => one.Item2)))];
    }

    /// <summary>Asks until there is an answer, resting as the fault says.</summary>
    public async Task<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await ask();
            }
            catch (VenueException unanswered) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await RestAsync(unanswered.Fault);
            }
        }
    }

    /// <summary>Rests as a fault says, and a moment where it says nothing.</summary>
    public Task RestAsync(VenueFault fault) => Task.Delay(fault.RetryAfter > TimeSpan.Zero ? fault.RetryAfter.Value : TimeSpan.FromSeconds(1), Clock, _ending.Token);

    /// <summary>Waits until it is so; fails when it never is.</summary>
    public Task UntilAsync(Func<bool> isSo, string what) => Assert.ThatAsync(() => Task.FromResult(isSo()), Is.True.After((int)Patience.TotalMilliseconds, 5),
        $"{what}, one thought. {this}"); // put into words once it has failed

    public override string ToString() => $"{Case.Name}: {Told.Count} of {Ledger.Executions.Count} executions are told, the stream is {(IsOpen ? "open" : "lost")}: {string.Join('\n', Log.Lines.TakeLast(5))}";

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_connecting, _hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Venue.Dispose();
        _staff.Dispose();
        _metrics.Dispose();
        await Server.DisposeAsync();
        _ending.Dispose();
    }

    private VenueSetup Setup() => new()
    {
        Id = Case.Name, Hosts = Hosts, Credentials = Credentials, Nonces = _nonces, Instruments = Case.Instruments, Clock = Clock,
        BookedFrom = Clock.GetUtcNow().AddHours(-1), Line = Line, SilenceMax = Clock.Of(TimeSpan.FromSeconds(3)),
    };

    private async Task HearAsync()
    {
        await foreach (var told in _events.Reader.ReadAllAsync(_ending.Token))
        {
            if (told is VenueEvent.Executed executed) Told.Take(executed.Fill, isRead: false);
            if (told is VenueEvent.StreamLost or VenueEvent.StreamOpened)
                lock (_changes) _changes.Add(told);
            if (told is VenueEvent.StreamLost) Volatile.Write(ref _isOpen, 0);
            if (told is not VenueEvent.StreamOpened) continue;
            foreach (var fill in await AskAsync(() => Venue.FillsSinceAsync(Told.Cursor, int.MaxValue, _ending.Token))) Told.Take(fill, isRead: true);
            Interlocked.Increment(ref _openings);
            Volatile.Write(ref _isOpen, 1);
        }
    }
}
