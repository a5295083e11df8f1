using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Execution;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;

namespace TradingDaemon.Simulation.Daemon;

/// <summary>All that one life says to its venue and hears from it: the executable's own start-up and session, on the life's clock.</summary>
internal sealed class Correspondence : IDisposable, IAlertChannel
{
    private static readonly SecretRedactor NoSecrets = new();
    private readonly LifeParts _parts;
    private readonly AccountEngine _engine;
    private readonly EventQueue _events = new();
    private readonly AlertBoard _alerts;
    private readonly DaemonMetrics _metrics;
    private readonly Topology _topology = new(1, static (_, _) => { });
    private readonly SendGate _gate = new();
    private readonly VenueSession _session;
    private readonly StartUp _startUp;
    private Exception? _failure;

    /// <summary>Prepares it; nothing is said yet.</summary>
    public Correspondence(AccountEngine engine, IJournal journal, int boot, LifeParts parts)
    {
        (_parts, _engine) = (parts, engine);
        _metrics = new DaemonMetrics(parts.Life, "simulation");
        var clocks = new Clocks(parts.Life, parts.Life);
        var alerts = _alerts = new AlertBoard(parts.Life, NoSecrets, [this], NullLogger<AlertBoard>.Instance);
        var health = new HealthBoard(parts.Life, NoSecrets);
        var options = new StartUpOptions(boot, "simulation", ClearFault: false, ImmutableHashSet<string>.Empty) { Configuration = parts.Files.Since(engine.Account.Books.Configuration, "start") };
        var recorder = new Recorder(_metrics, alerts, NullLogger<Recorder>.Instance);
        _startUp = new StartUp(engine, [parts.Venue], journal, new DurableMark(), recorder, _topology, [], options, clocks, NullLogger<StartUp>.Instance);
        _session = new VenueSession(
            parts.Venue, _events, _ => ValueTask.FromResult(VenueBooks.Of(engine.Account.Books, parts.Venue.Id)), _gate, new SessionLimits(),
            new SessionTools(clocks, new Random(parts.Fate.Next(int.MaxValue)), _metrics, alerts, health, NullLogger.Instance));
    }

    /// <summary>Orders being sent or looked up.</summary>
    public int UnderWay => _session.UnderWay;

    /// <summary>Orders the session remembers.</summary>
    public int OrdersRemembered => _session.OrdersRemembered;

    /// <summary>Matters on the alert board.</summary>
    public int Alerts => _alerts.Recent.Length;

    /// <summary>Compares, opens the gate, and begins the session.</summary>
    public async Task StartAsync()
    {
        await _startUp.StartAsync(CancellationToken.None);
        if (_engine.Account.Books.Emergency is not EmergencyState.Active and var pulled) Gate(pulled);
        _session.Adopt(_engine.Account.Books.Orders);
        Follow(_session.RunAsync(CancellationToken.None));
        while (_topology.Dispatch.Reader.TryRead(out var request)) Cancel(request.Cancel!);
    }

    /// <summary>Lets only pass what the emergency stop allows; opening is for what is durable.</summary>
    public void Gate(EmergencyState state)
    {
        if (state == EmergencyState.Active) _gate.Reopen(state, _parts.Life.GetUtcNow(), "Cleared.");
        else _gate.Close(state, _parts.Life.GetUtcNow(), "Pulled.");
    }

    /// <summary>Sends an order.</summary>
    public void Place(DurableOrder order) => Follow(_session.PlaceAsync(order, 0, CancellationToken.None));

    /// <summary>Asks for a cancel.</summary>
    public void Cancel(OrderReference order) => Follow(_session.CancelAsync(order, CancellationToken.None));

    /// <summary>The oldest event the engine has not taken.</summary>
    public bool TryTake([MaybeNullWhen(false)] out VenueEvent report) => _events.TryTake(out report);

    /// <summary>Throws what broke a request or the session, if anything did.</summary>
    public void AssertRuns()
    {
        if (_failure is not null) throw new InvalidOperationException($"The venue session broke: {_failure.Message}", _failure);
    }

    /// <summary>A stream that broke goes on at a real venue; in this world it is a bug.</summary>
    void IAlertChannel.Send(AlertNotice notice)
    {
        if (notice is { Kind: NoticeKind.Raised, Alert: var alert } && alert.Key == VenueConnection.AlertKey(_parts.Venue.Id) && _parts.Life.IsAlive) _failure ??= new InvalidOperationException(alert.Text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _topology.Dispose();
        _metrics.Dispose();
    }

    private void Follow(Task work)
    {
        if (!work.IsCompletedSuccessfully) _ = WatchAsync(work);
    }

    private async Task WatchAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception failure) // told where somebody can act on it
        {
            if (_parts.Life.IsAlive) _failure ??= failure;
        }
    }
}
