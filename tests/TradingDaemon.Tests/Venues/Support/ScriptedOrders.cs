using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// Sends orders as the session does: what was certainly not placed is sent again, what may have been is looked up until the venue shows it or its absence is proven, and only then sent again, under
/// the same id.
/// </summary>
internal sealed class ScriptedOrders(VenueScene scene, ILiveVenue? by = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10); // with all of them, of the wall's clock

    private readonly ILiveVenue _venue = by ?? scene.Venue;
    private readonly List<Sent> _all = [];
    private TaskCompletionSource _failed = new();

    /// <summary>Every order, in its order.</summary>
    public IReadOnlyList<Sent> All => _all;

    /// <summary>Answers that left it open whether an order was placed.</summary>
    public int Unknown { get; private set; }

    /// <summary>Orders proven absent, and sent again.</summary>
    public int Absent { get; private set; }

    /// <summary>Answers that nothing was placed, after which it was sent again.</summary>
    public int NotSent { get; private set; }

    /// <summary>Orders refused for good.</summary>
    public int Refused => _all.Count(static sent => sent.IsRefused);

    /// <summary>Ends with the next answer that is no yes.</summary>
    public Task NextFailure => (_failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sends one; whatever becomes of it is remembered.</summary>
    public async Task<Sent> PlaceAsync(DurableOrder order)
    {
        var sent = new Sent(order);
        _all.Add(sent);
        await SendAsync(sent);
        if (sent.IsDoubtful) await LookAsync(sent, isAbsenceProof: false);
        if (!scene.Case.HasClientOrderIds) await ResolveAsync();
        return sent;
    }

    /// <summary>Cancels it, once: whether the venue heard is seen in the end.</summary>
    public async Task CancelAsync(Sent sent)
    {
        if (await _venue.CancelAsync(new OrderReference(sent.Order.Intent.ClientOrderId, sent.VenueOrderId, sent.Order.Intent.Symbol), default) is { } fault) await TestContext.Out.WriteLineAsync($"cancel: {fault}");
    }

    /// <summary>Ends when no order is in doubt.</summary>
    public async Task ResolveAsync()
    {
        for (var since = TimeProvider.System.GetTimestamp(); _all.FirstOrDefault(static sent => sent.IsDoubtful) is { } doubtful;)
        {
            await ProveAsync(doubtful);
            if (TimeProvider.System.GetElapsedTime(since) > Patience) Assert.Fail($"Order {doubtful.Order.Intent} stays in doubt: {doubtful.Doubt}");
        }
    }

    private async Task SendAsync(Sent sent)
    {
        while (true)
        {
            var answer = await _venue.PlaceAsync(sent.Order, default);
            sent.LeftAt = scene.Clock.GetTimestamp();
            (sent.VenueOrderId, sent.IsDoubtful) = ((answer as PlacementAnswer.Accepted)?.VenueOrderId, false);
            if (answer is PlacementAnswer.Accepted) return;
            _failed.TrySetResult();
            if (answer is PlacementAnswer.Refused refused)
            {
                Assert.That(refused.Why, Is.Not.EqualTo(VenueRefusal.DuplicateClientOrderId), $"{sent.Order.Intent.ClientOrderId} was not placed, it was said");
                sent.IsRefused = true;
                return;
            }

            var fault = ((PlacementAnswer.Failed)answer).Fault;
            if (!fault.IsNotPlaced)
            {
                (sent.IsDoubtful, Unknown) = (true, Unknown + 1);
                return;
            }

            NotSent++;
            await scene.RestAsync(fault);
        }
    }

    private async Task ProveAsync(Sent sent)
    {
        var left = _venue.Traits.AbsenceProvenAfter - scene.Clock.GetElapsedTime(sent.LeftAt);
        if (left > TimeSpan.Zero) await Task.Delay(left, scene.Clock);
        await LookAsync(sent, isAbsenceProof: true);
    }

    private async Task LookAsync(Sent sent, bool isAbsenceProof)
    {
        try
        {
            if (await _venue.FindOrderAsync(OrderReference.Of(sent.Order.Intent), default) is { } found) (sent.VenueOrderId, sent.IsDoubtful) = (found.VenueOrderId, false);
            else if (isAbsenceProof)
            {
                Absent++;
                await SendAsync(sent);
            }
        }
        catch (VenueException unanswered)
        {
            sent.Doubt = unanswered.Fault;
            await scene.RestAsync(unanswered.Fault);
        }
    }

    /// <summary>An order and what is known of it.</summary>
    internal sealed class Sent(DurableOrder order)
    {
        public DurableOrder Order => order;

        /// <summary>By the clock told; later than its request left.</summary>
        public long LeftAt { get; set; }

        public bool IsDoubtful { get; set; }

        /// <summary>Why it could not be looked up when that was tried last; null when it could.</summary>
        public VenueFault? Doubt { get; set; }

        public bool IsRefused { get; set; }

        /// <summary>Null while nothing says that the venue has it.</summary>
        public string? VenueOrderId { get; set; }
    }
}
