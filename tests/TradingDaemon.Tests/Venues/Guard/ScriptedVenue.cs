using System.Collections.Immutable;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Tests.Venues.Guard;

/// <summary>A venue that answers what the test says, after what the test makes it wait for.</summary>
internal sealed class ScriptedVenue : IVenue
{
    public static readonly VenueFault Unclear = new(VenueFaultKind.OutcomeUnknown, "500", "The server failed.");
    public static readonly VenueFault BadKey = new(VenueFaultKind.Authentication, "INVALID_KEY", "No such key.");

    /// <summary>Null for an answer.</summary>
    public Func<string, VenueFault?> Fault { get; set; } = static _ => null;

    /// <summary>What orders are answered with; null when they are taken.</summary>
    public PlacementAnswer? Refusal { get; set; }

    public Func<string, CancellationToken, ValueTask> Wait { get; set; } = static (_, _) => default;

    /// <summary>The newest execution its holdings contain; null where it does not tell.</summary>
    public long? Stood { get; set; } = 4;

    public List<string> Calls { get; } = [];

    public string Id => "scripted";

    public bool IsSimulated => true;

    public VenueTraits Traits { get; } = new() { AbsenceProvenAfter = TimeSpan.FromSeconds(3) };

    public TimeSpan? ClockOffset => TimeSpan.FromMilliseconds(5);

    public int Count(string call) => Calls.Count(made => made == call);

    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        if (await CallAsync("stream", stopping) is { } fault) throw new VenueException(fault);
        await events.WriteAsync(new VenueEvent.StreamOpened(Id, default), stopping);
        var end = new TaskCompletionSource();
        await using var registration = stopping.Register(() => end.TrySetCanceled(stopping));
        await end.Task;
    }

    public async ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) =>
        await CallAsync(order.Intent.IsReduceOnly ? "exit" : "place", stopping) is { } fault ? new PlacementAnswer.Failed(fault) : Refusal ?? new PlacementAnswer.Accepted("v1");

    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => CallAsync("cancel", stopping);

    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => CallAsync("cancelAll", stopping);

    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) => AskAsync<OrderReport?>("find", null, stopping);

    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => AskAsync<IReadOnlyList<OrderReport>>("open", [], stopping);

    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => AskAsync<IReadOnlyList<Fill>>("fills", [], stopping);

    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) =>
        AskAsync("holdings", new VenueHoldings(ImmutableSortedDictionary<string, decimal>.Empty, ImmutableSortedDictionary<string, decimal>.Empty, Stood), stopping);

    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => AskAsync<(decimal, decimal)?>("touch", (1m, 2m), stopping);

    private async ValueTask<T> AskAsync<T>(string call, T answer, CancellationToken stopping) =>
        await CallAsync(call, stopping) is { } fault ? throw new VenueException(fault) : answer;

    private async ValueTask<VenueFault?> CallAsync(string call, CancellationToken stopping)
    {
        Calls.Add(call);
        await Wait(call, stopping);
        return Fault(call);
    }
}
