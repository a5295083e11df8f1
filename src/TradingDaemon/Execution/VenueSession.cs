using System.Threading.Channels;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Execution;

/// <summary>
/// Everything between durable orders and one venue: sending, looking up, cancelling, the connection, and asking the venue's own
/// records. It hops to no thread of its own: on one thread, with a clock whose timers fire there, it runs there, in the same
/// order every time.
/// </summary>
internal sealed class VenueSession
{
    private static readonly TimeSpan DeparturesKeptFor = TimeSpan.FromMinutes(1); // longer than the emergency stop waits for any

    private readonly SentOrders _sent;
    private readonly OrderSending _sending;
    private readonly Cancelling _cancelling;
    private readonly VenueConnection _connection;
    private readonly ReconciliationRounds _rounds;
    private readonly ClockWatch _clockWatch;
    private readonly ComparisonWatch _comparisons;
    private readonly List<SentOrder> _adopted = [];
    private readonly TaskCompletionSource _broken = new();
    private CancellationToken _stopping;

    /// <summary>Makes a session; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="events">The way to the account engine.</param>
    /// <param name="readBooks">What the books say of this venue at this moment.</param>
    /// <param name="gate">What every placement passes.</param>
    /// <param name="limits">How patient it is.</param>
    /// <param name="tools">What it works with.</param>
    public VenueSession(
        IVenue venue, ChannelWriter<VenueEvent> events, Func<CancellationToken, ValueTask<VenueBooks>> readBooks, SendGate gate, SessionLimits limits, SessionTools tools)
    {
        Venue = venue.Id;
        Health = tools.Health.Register($"venue:{venue.Id}", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat);
        _sent = new SentOrders(tools.Clocks);
        Departures = new Departures(DeparturesKeptFor, tools.Clocks.Real);
        var watched = new WatchedVenue(venue, limits.AttemptMax, tools.Clocks.Real, tools.Metrics.Venue(venue.Id));
        var told = new SessionEvents(events, _sent);
        var fills = new FillsReading(watched, told, readBooks);
        var lookUp = new OrderLookUp(watched, told, _sent, fills, limits, tools);
        _cancelling = new Cancelling(watched, told, _sent, limits, tools);
        _sending = new OrderSending(watched, told, _sent, Departures, lookUp, _cancelling, gate, limits, tools);
        _connection = new VenueConnection(watched, told, Health, limits, tools);
        var silent = new SilentOrders(watched, told, _sent, fills, lookUp, order => Resolve(order, $"{venue.Id} took it and has said nothing of it since."), limits, tools);
        _comparisons = new ComparisonWatch(venue.Id, limits.ComparisonAgeMax, tools);
        _rounds = new ReconciliationRounds(watched, told, _sent, fills, silent, readBooks, _comparisons, limits, tools);
        _clockWatch = new ClockWatch(watched, told, tools);
        told.Opened = () =>
        {
            Health.Healthy();
            tools.Alerts.Clear(VenueConnection.AlertKey(venue.Id));
            tools.Logger.StreamOpened(venue.Id);
            _rounds.CompareSoon();
        };
    }

    /// <summary>The venue's id.</summary>
    public string Venue { get; }

    /// <summary>The venue's line on the health board.</summary>
    public HealthComponent Health { get; }

    /// <summary>Orders being sent or looked up at this moment.</summary>
    public int UnderWay => _sent.UnderWay;

    /// <summary>Orders it remembers, ended ones until the next round.</summary>
    public int OrdersRemembered => _sent.Count;

    /// <summary>Orders that left so recently that the venue's queries may not show them; for the emergency stop.</summary>
    public Departures Departures { get; }

    /// <summary>Takes over what the books held open at the start, before anything is sent: an earlier process may have sent it up to this moment.</summary>
    public void Adopt(WorkingOrders orders)
    {
        foreach (var order in orders.Open.Where(order => order.Intent.Venue == Venue)) _adopted.Add(_sent.Adopt(order, orders.IsCancelWanted(order.Intent.ClientOrderId)));
    }

    /// <summary>Keeps the connection, goes its rounds and looks up what is unclear, until stopped. Throws only what is a bug.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _stopping = ending.Token;
        foreach (var order in _adopted.Where(static order => !order.IsAnswered)) Resolve(order, "The daemon was started again before its answer was known.");
        _adopted.Clear();
        Task[] loops = [_connection.RunAsync(ending.Token), _rounds.RunAsync(ending.Token), _clockWatch.RunAsync(ending.Token), _comparisons.RunAsync(ending.Token)];
        try
        {
            await await Task.WhenAny([.. loops, _broken.Task]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the way it is meant to end
        }
        finally
        {
            End(ending);
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <inheritdoc cref="OrderSending.PlaceAsync"/>
    public Task PlaceAsync(DurableOrder order, long durableTimestamp, CancellationToken stopping) => _sending.PlaceAsync(order, durableTimestamp, stopping);

    /// <inheritdoc cref="Cancelling.CancelAsync"/>
    public Task CancelAsync(OrderReference order, CancellationToken stopping) => _cancelling.CancelAsync(order, stopping);

    /// <inheritdoc cref="Cancelling.CancelAllAsync"/>
    public Task<VenueFault?> CancelAllAsync(CancellationToken stopping) => _cancelling.CancelAllAsync(stopping);

    // Here and now: cancelling asynchronously would end the loops on another thread.
    private static void End(CancellationTokenSource loops) => loops.Cancel();

    // Nobody waits for a look-up; what breaks it breaks the session.
    private async void Resolve(SentOrder order, string why)
    {
        try
        {
            await _sending.ResolveAsync(order, why, _stopping);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the next start looks it up
        }
        catch (Exception failure)
        {
            _broken.TrySetException(failure);
        }
    }
}
