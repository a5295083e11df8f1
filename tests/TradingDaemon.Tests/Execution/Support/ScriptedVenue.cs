using System.Collections.Immutable;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;

namespace TradingDaemon.Tests.Execution.Support;

/// <summary>A venue that does as the script says, and keeps an honest ledger of what it really has. Single-threaded.</summary>
internal sealed class ScriptedVenue(SessionClock clock, string id = "simulated") : IVenue
{
    private long _restless;
    private int _made;
    private int _lookUps;
    private readonly Dictionary<string, DateTimeOffset> _hiddenUntil = new(StringComparer.Ordinal);
    private TaskCompletionSource? _stream;
    private ChannelWriter<VenueEvent>? _events;

    public string Id => id;

    public bool IsSimulated => true;

    public VenueTraits Traits { get; set; } = new();

    public TimeSpan? ClockOffset { get; set; }

    /// <summary>What becomes of an attempt: order and how many came of it before.</summary>
    public Func<OrderIntent, int, Deed> Script { get; set; } = static (_, _) => Deed.Accept;

    /// <summary>What queries say instead of an answer.</summary>
    public Func<VenueFault?> QueryFault { get; set; } = static () => null;

    /// <summary>What the question for fills says instead of an answer.</summary>
    public Func<VenueFault?> FillsFault { get; set; } = static () => null;

    /// <summary>What a connection says instead of opening.</summary>
    public Func<VenueFault?> ConnectFault { get; set; } = static () => null;

    /// <summary>What cancels say; null takes them.</summary>
    public Func<int, VenueFault?> CancelFault { get; set; } = static _ => null;

    /// <summary>How long an accepted order stays out of every query.</summary>
    public Func<OrderIntent, TimeSpan> Hides { get; set; } = static _ => TimeSpan.Zero;

    /// <summary>How long a placement takes.</summary>
    public TimeSpan PlacementTakes { get; set; }

    /// <summary>How long a look-up takes.</summary>
    public TimeSpan LookUpTakes { get; set; }

    /// <summary>The most look-ups it had to answer side by side.</summary>
    public int LookUpsAtOnceMost { get; private set; }

    /// <summary>Whether it never answers what works there.</summary>
    public bool HangsQueries { get; set; }

    /// <summary>How long it takes to say what works there.</summary>
    public TimeSpan OpenOrdersTake { get; set; }

    public bool TellsFills { get; set; } = true;

    /// <summary>Whether it shows no fills when asked, while its orders say how far they are filled.</summary>
    public bool LagsFills { get; set; }

    /// <summary>Whether an order of which it has the fills alone is told as that, and not as absent.</summary>
    public bool TellsByFillsAlone { get; set; }

    /// <summary>Whether it begins at its first fill, whatever it is asked for.</summary>
    public bool RepeatsFills { get; set; }

    /// <summary>Null holdings: fills never stop while they are asked for.</summary>
    public bool IsRestless { get; set; }

    public List<(OrderIntent Intent, DateTimeOffset At)> Attempts { get; } = [];

    public List<(OrderReference Order, DateTimeOffset At)> Cancels { get; } = [];

    public int CancelAlls { get; private set; }

    public List<DateTimeOffset> Connections { get; } = [];

    public List<(string Question, DateTimeOffset At)> Queries { get; } = [];

    /// <summary>Every order it ever had.</summary>
    public List<VenueOrder> Orders { get; } = [];

    public List<Fill> Fills { get; } = [];

    public SortedDictionary<string, decimal> Cash { get; } = new(StringComparer.Ordinal) { ["USD"] = 100_000_000m };

    /// <summary>What it holds for us, by symbol; nothing at zero.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings => Net;

    /// <summary>What becomes of a frame on its way: it may be handed on, now or later, once, twice or never.</summary>
    public Action<Action<VenueEvent>, VenueEvent> Wire { get; set; } = static (deliver, what) => deliver(what);

    private SortedDictionary<string, decimal> Net { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        Connections.Add(clock.GetUtcNow());
        if (ConnectFault() is { } fault) throw new VenueException(fault);
        (_events, _stream) = (events, new TaskCompletionSource());
        await events.WriteAsync(new VenueEvent.StreamOpened(Id, clock.GetUtcNow()), stopping);
        using var stop = stopping.Register(() => _stream.TrySetResult());
        try
        {
            await _stream.Task;
        }
        finally
        {
            _events = null;
        }
    }

    public bool IsConnected => _events is not null;

    /// <summary>Ends the connection without a word.</summary>
    public void EndQuietly() => _stream!.TrySetResult();

    /// <summary>Leaves ended orders and old fills out of memory; long runs stay small.</summary>
    public void Forget()
    {
        Orders.RemoveAll(static order => !order.IsOpen);
        Queries.Clear();
        Attempts.Clear();
    }

    /// <summary>Cuts the connection.</summary>
    public void Cut() => _stream!.TrySetException(new VenueException(new VenueFault(VenueFaultKind.Retry, "closed", "The connection was cut.")));

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        var before = Attempts.Count(attempt => attempt.Intent.ClientOrderId == order.Intent.ClientOrderId);
        Attempts.Add((order.Intent, clock.GetUtcNow()));
        if (PlacementTakes > TimeSpan.Zero) await Pause.ForAsync(PlacementTakes, clock, stopping);
        var deed = Script(order.Intent, before);
        if (Traits.RefusesUsedClientOrderIds && Orders.Exists(known => known.Intent.ClientOrderId == order.Intent.ClientOrderId))
            return new PlacementAnswer.Refused(VenueRefusal.DuplicateClientOrderId, "An order of this id exists.");
        if (deed.Arrives) Arrive(order.Intent, deed);
        if (deed.Hangs) await Pause.ForAsync(Timeout.InfiniteTimeSpan, clock, stopping);
        return deed.Answer ?? new PlacementAnswer.Accepted(Orders[^1].VenueOrderId);
    }

    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        Cancels.Add((order, clock.GetUtcNow()));
        if (CancelFault(Cancels.Count) is { } fault) return ValueTask.FromResult<VenueFault?>(fault);
        foreach (var known in Orders.Where(known => known.IsOpen && known.Intent.ClientOrderId == order.ClientOrderId && (order.VenueOrderId is null || order.VenueOrderId == known.VenueOrderId)).ToList())
        {
            known.Status = OrderStatus.Cancelled;
            if (!Orders.Exists(twin => twin.IsOpen && twin.Intent.ClientOrderId == order.ClientOrderId)) Tell(new VenueEvent.CancelDone(order.ClientOrderId, "As asked.", clock.GetUtcNow()));
        }

        return default;
    }

    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        CancelAlls++;
        if (CancelFault(CancelAlls) is { } fault) return ValueTask.FromResult<VenueFault?>(fault);
        foreach (var known in Orders.Where(static known => known.IsOpen)) known.Status = OrderStatus.Cancelled;
        return default;
    }

    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        var clientOrderId = order.ClientOrderId;
        Ask($"find {clientOrderId}");
        LookUpsAtOnceMost = Math.Max(LookUpsAtOnceMost, ++_lookUps);
        try
        {
            if (LookUpTakes > TimeSpan.Zero) await Pause.ForAsync(LookUpTakes, clock, stopping);
        }
        finally
        {
            _lookUps--;
        }

        if (!IsHidden(clientOrderId) && Orders.FindLast(known => known.Intent.ClientOrderId == clientOrderId) is { } found) return found.Report;
        var filled = Fills.Where(fill => TellsByFillsAlone && fill.ClientOrderId == clientOrderId).Sum(static fill => fill.Quantity.Base);
        return filled == 0m ? null : new OrderReport(clientOrderId, "", order.Symbol, OrderSide.Buy, OrderStatus.PartiallyFilled, filled, filled) { IsShownByFillsAlone = true };
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        Ask("open");
        if (HangsQueries || OpenOrdersTake > TimeSpan.Zero) await Pause.ForAsync(HangsQueries ? Timeout.InfiniteTimeSpan : OpenOrdersTake, clock, stopping);
        return [.. Orders.Where(known => known.IsOpen && !IsHidden(known.Intent.ClientOrderId)).Select(static known => known.Report)];
    }

    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping)
    {
        Ask("fills");
        if (FillsFault() is { } fault) throw new VenueException(fault);
        return ValueTask.FromResult<IReadOnlyList<Fill>>([.. Fills.Skip(RepeatsFills ? 0 : (int)cursor).Where(fill => !LagsFills && !IsHidden(fill.ClientOrderId)).Take(countMax)]);
    }

    /// <summary>Executions after the last fill that move no quantity, e.g. rebates.</summary>
    public long ExecutionsBeyondFills { get; set; }

    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        Ask("holdings");
        var newest = IsRestless ? 1_000_000 + ++_restless : (Fills.Count == 0 ? 0 : Fills[^1].ExecutionSequence) + ExecutionsBeyondFills;
        return ValueTask.FromResult(new VenueHoldings(Cash.ToImmutableSortedDictionary(StringComparer.Ordinal), Net.ToImmutableSortedDictionary(StringComparer.Ordinal), newest));
    }

    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => ValueTask.FromResult<(decimal, decimal)?>((99m, 101m));

    /// <summary>Puts an order on the venue's book.</summary>
    public VenueOrder Arrive(OrderIntent intent, Deed deed)
    {
        var order = new VenueOrder(intent, $"V{++_made}");
        Orders.Add(order);
        if (Hides(intent) is var hidden && hidden > TimeSpan.Zero) _hiddenUntil[intent.ClientOrderId.Text] = clock.GetUtcNow() + hidden;
        if (deed.Fills) Fill(order);
        return order;
    }

    public Fill Fill(VenueOrder order, decimal? quantity = null)
    {
        var (intent, amount, number) = (order.Intent, quantity ?? order.RemainingBase, Fills.Count + 1);
        var fill = new Fill
        {
            ExecutionId = $"x{number}", ExecutionSequence = number, ClientOrderId = intent.ClientOrderId, Venue = Id, Symbol = intent.Symbol, Side = intent.Side, Price = Price.From(100m),
            Quantity = Quantity.From(amount), Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = clock.GetUtcNow(), IsSimulated = true,
        };
        Fills.Add(fill);
        order.FilledBase += amount;
        order.Status = order.RemainingBase == 0m ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        Cash["USD"] -= amount * 100m * intent.Side.Sign();
        Net[intent.Symbol.Text] = Net.GetValueOrDefault(intent.Symbol.Text) + (amount * intent.Side.Sign());
        if (Net[intent.Symbol.Text] == 0m) Net.Remove(intent.Symbol.Text);
        if (TellsFills) Tell(new VenueEvent.Executed(fill));
        return fill;
    }

    /// <summary>Says something on the stream, if there is one.</summary>
    public void Tell(VenueEvent what) => Wire(frame => _events?.TryWrite(frame), what);

    private bool IsHidden(ClientOrderId id) => _hiddenUntil.TryGetValue(id.Text, out var until) && clock.GetUtcNow() < until;

    private void Ask(string question)
    {
        Queries.Add((question, clock.GetUtcNow()));
        if (QueryFault() is { } fault) throw new VenueException(fault);
    }

    /// <summary>What one attempt does and says: whether the venue has the order then, and what it answers; null says accepted.</summary>
    internal sealed record Deed(bool Arrives, PlacementAnswer? Answer = null, bool Fills = false, bool Hangs = false)
    {
        public static Deed Accept { get; } = new(true);

        public static Deed AcceptThenTimeOut { get; } = new(true, Failed(VenueFaultKind.OutcomeUnknown));

        public static Deed FillThenTimeOut { get; } = AcceptThenTimeOut with { Fills = true };

        public static Deed LostOnTheWay { get; } = new(false, Failed(VenueFaultKind.OutcomeUnknown));

        public static Deed HandOver { get; } = new(true, new PlacementAnswer.HandedOver());

        public static Deed Hang { get; } = new(true, Hangs: true);

        public static Deed Fault(VenueFaultKind kind, TimeSpan? retryAfter = null) => new(false, Failed(kind, retryAfter));

        private static PlacementAnswer.Failed Failed(VenueFaultKind kind, TimeSpan? retryAfter = null) => new(new VenueFault(kind, "test", "As scripted.", retryAfter));
    }

    internal sealed class VenueOrder(OrderIntent intent, string venueOrderId)
    {
        public OrderIntent Intent => intent;

        public string VenueOrderId => venueOrderId;

        public OrderStatus Status { get; set; } = OrderStatus.Open;

        public decimal FilledBase { get; set; }

        public decimal RemainingBase => intent.Terms.Quantity.Base - FilledBase;

        public bool IsOpen => Status is OrderStatus.Open or OrderStatus.PartiallyFilled;

        public OrderReport Report => new(intent.ClientOrderId, venueOrderId, intent.Symbol, intent.Side, Status, intent.Terms.Quantity.Base, FilledBase);
    }
}
