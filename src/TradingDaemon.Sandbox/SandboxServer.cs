using Microsoft.AspNetCore.Builder;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Http;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Staff;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox;

/// <summary>
/// A whole exchange on the local machine, over HTTP and WebSocket. What its staff can do over the wire (<see cref="AdminAddress"/>) can mostly be done here directly. Thread-safe.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;
    private readonly ExchangeFloor _floor;
    private readonly KeyRing _keys;
    private readonly IVenueProtocol _protocol;
    private readonly FaultBoard _faults;
    private readonly Connections _connections;
    private readonly CrashDrill _drill;
    private readonly StateReport _state;
    private readonly MarketPacer _pacer;
    private readonly Task _pacing;
    private Action _tellEnd = static () => { }; // of one that never began nothing is told

    private SandboxServer(SandboxOptions options, FaultBoard faults, ExchangeFloor floor, KeyRing keys)
    {
        (_faults, _floor, _keys) = (faults, floor, keys);
        _connections = new Connections(faults);
        _drill = new CrashDrill(floor, options.OnCrash, _connections.CutAll);
        _state = new StateReport(floor);
        _pacer = new MarketPacer(floor, options.Instruments, options.Seed, options.Speed, options.Clock) { IsRunning = options.HasMarket };
        var hub = new StreamHub(floor);
        floor.Listener = hub;
        var hidden = new HiddenOrders();
        _protocol = Dialects.Find(options.Venue)!.Speak(new ExchangeParts(floor, new OrderEntry(floor, faults, hidden), new AccountQueries(floor, hidden), keys, faults, options.Clock) { ChargesAfter = options.ChargesAfter, CashHeld = options.CashHeld, AtOnceMax = options.AtOnceMax });
        var requestFaults = new RequestFaults(faults, options.Clock, hub.FramesSentAsync);
        var streams = new StreamSessions(hub, faults, requestFaults, options.Clock, options.HeartbeatEvery ?? _protocol.BeatEvery);
        var gateway = new Gateway(_protocol, keys, new RateMeters(), faults, requestFaults, streams, options.Clock, _stopping.Token);
        var staff = new StaffEntry(new StaffDesk(floor), _state, _drill, faults, _connections, running => _pacer.IsRunning = running, floor.LedgerPath);
        _app = Listener.Build(options.Port, options.AdminPort, _connections, new FrontDoor(gateway, staff));
        _pacing = _pacer.RunAsync(_stopping.Token);
    }

    /// <summary>Where it is asked, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => Listener.AddressesOf(_app)[0];

    /// <summary>Where the staff's own entrance is, which faults of connections spare.</summary>
    public Uri AdminAddress => Listener.AddressesOf(_app)[1];

    /// <summary>Where its stream is; null where its venue has none.</summary>
    public Uri? StreamAddress => _protocol.StreamPath is { } path ? new UriBuilder(Address) { Scheme = "ws", Path = path }.Uri : null;

    /// <summary>
    /// Starts it. Throws <see cref="InvalidDataException"/> when accounts, instruments or faults make no sense or the ledger is corrupt, and <see cref="IOException"/> when a
    /// port is taken or another process writes the ledger.
    /// </summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken stopping = default)
    {
        if (options.Flaws().ToArray() is [_, ..] flaws) throw new InvalidDataException(string.Join(' ', flaws));
        var dialect = Dialects.Find(options.Venue)!;
        options = options with
        {
            Instruments = [.. options.Instruments.Select(instrument => instrument with { Rules = dialect.Terms(instrument.Rules) })],
            ClientOrderIdsForever = options.ClientOrderIdsForever || dialect.TakesIdsOnce,
        };
        var faults = new FaultBoard(options.Faults, code => ApiError.IsKnown(code) || dialect.HasCode(code));
        var floor = new ExchangeFloor(FloorSettings.Of(options.DataDirectory, options.Fsync, options.Instruments, Customers(options)), faults, options.Clock);
        KeyRing? keys = null;
        SandboxServer? server = null;
        try
        {
            keys = new KeyRing(options.Accounts.Select(static account => new TradingKey(account.Name, account.Key, account.Secret, account.MayTrade, account.MayWithdraw)), NonceFile.In(options.DataDirectory), faults);
            server = new SandboxServer(options, faults, floor, keys);
            await server._app.StartAsync(stopping);
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            floor.Dispose();
            keys?.Dispose();
            throw;
        }

        var found = floor.Exchange.Recovery;
        options.Logger.SandboxStarted(server.Address, server.AdminAddress, options.Accounts.Count, options.Instruments.Count, found.Events);
        if (found.TornBytes > 0) options.Logger.LedgerTorn(found.TornBytes);
        var address = server.Address; // gone once it has stopped
        server._tellEnd = () => options.Logger.SandboxEnded(address);
        return server;
    }

    /// <summary>Adds faults; returns their numbers. Throws <see cref="InvalidDataException"/> when one makes no sense.</summary>
    public IReadOnlyList<int> Add(params IReadOnlyList<Fault> faults) => _faults.Add(faults);

    /// <summary>Ends a fault; false when there is none of this number.</summary>
    public bool Remove(int fault) => _faults.Remove(fault);

    /// <summary>Ends all faults and begins with a script; returns the faults' numbers. An empty script heals the exchange.</summary>
    public IReadOnlyList<int> Replace(FaultScript script) => _faults.Replace(script);

    /// <summary>The outside market shows a best bid and ask; a price of 0 empties that side. Throws <see cref="ArgumentException"/> on an instrument not traded here.</summary>
    public void ShowQuote(string symbol, decimal bid, decimal bidSize, decimal ask, decimal askSize) => _floor.Enter((floor, now) => floor.ShowQuote(IndexOf(floor, symbol), bid, bidSize, ask, askSize, now));

    /// <summary>A trade of the outside market prints. Throws <see cref="ArgumentException"/> on an instrument not traded here.</summary>
    public void ShowTrade(string symbol, decimal price, decimal quantity, bool isBuyersTrade) =>
        _floor.Enter((floor, now) => floor.ShowTrade(IndexOf(floor, symbol), price, quantity, isBuyersTrade ? Exchange.Orders.Side.Buy : Exchange.Orders.Side.Sell, now));

    /// <summary>Dies and comes back: a share of the open orders is forgotten, every connection is cut, the ledger is read again.</summary>
    /// <param name="forget">0 to 1.</param>
    /// <param name="seed">Which orders.</param>
    /// <returns>The exchange's names of the orders forgotten.</returns>
    public IReadOnlyList<string> Crash(decimal forget = 0m, ulong seed = 1) => _drill.Run(forget, seed);

    /// <summary>Everything the exchange knows of its accounts, as <c>/admin/state</c> tells it (JSON in UTF-8).</summary>
    public byte[] State() => _state.Write().Body;

    /// <summary>Stops it; what it knows is in the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pacing;
        _connections.CutAll(); // clients are not waited for: they must bear worse
        await _app.DisposeAsync();
        _floor.Dispose();
        _keys.Dispose();
        _stopping.Dispose();
        _tellEnd();
    }

    private static int IndexOf(ExchangeFloor floor, string symbol) =>
        floor.Exchange.Instruments.IndexOf(symbol) is >= 0 and var index ? index : throw new ArgumentException($"'{symbol}' is not traded here.", nameof(symbol));

    private static IEnumerable<Exchange.Accounts.AccountOptions> Customers(SandboxOptions options) => options.Accounts.Select(account => new Exchange.Accounts.AccountOptions
    {
        Id = account.Name,
        StartingCash = account.Cash,
        StartingHoldings = account.Holdings,
        FeePayment = account.Fees,
        ClientOrderIds = options.ClientOrderIdsForever ? Exchange.Accounts.ClientOrderIdScope.Forever : Exchange.Accounts.ClientOrderIdScope.OpenOrders,
    });
}
