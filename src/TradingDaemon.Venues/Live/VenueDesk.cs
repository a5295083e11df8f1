using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live;

/// <summary>Asks a venue over its line and reads the answers with its reader. Thread-safe.</summary>
/// <param name="line">The way there.</param>
/// <param name="reader">Reads the bodies; of this desk alone.</param>
/// <param name="refine">The venue's own word on a fault it sent, e.g. how long it wants to be left alone; null for nothing to add.</param>
internal sealed class VenueDesk(VenueLine line, IVenueReader reader, Func<VenueFault, VenueFault>? refine = null)
{
    private readonly Lock _gate = new();

    /// <summary>The way there.</summary>
    public VenueLine Line => line;

    /// <summary>Sends a signed request once.</summary>
    /// <param name="endpoint">Which of the reader's bodies the answer is.</param>
    /// <param name="sign">Makes the request when its turn has come.</param>
    /// <param name="isUrgent">Whether it asks what became of an order, and goes before other questions that wait for their turn.</param>
    /// <param name="stopping">Gives up.</param>
    /// <param name="mayLeave">Asked when its turn has come; null: always.</param>
    /// <param name="symbol">Canonical symbol it is about, where the answer does not say.</param>
    public async ValueTask<Answer> SendAsync(string endpoint, Func<Stamp, WireRequest> sign, bool isUrgent, CancellationToken stopping, Func<bool>? mayLeave = null, string? symbol = null) =>
        await SendAsync(endpoint, sign, isUrgent ? Urgency.LookUp : Urgency.Other, stopping, mayLeave, symbol);

    /// <summary>Sends a signed request once, before those that wait for their turn and are less urgent.</summary>
    public async ValueTask<Answer> SendAsync(string endpoint, Func<Stamp, WireRequest> sign, Urgency urgency, CancellationToken stopping, Func<bool>? mayLeave = null, string? symbol = null) =>
        Read(await line.SendAsync(sign, urgency, stopping, mayLeave), endpoint, symbol);

    /// <summary>Asks what anybody may ask.</summary>
    public async ValueTask<Answer> AskAsync(string endpoint, WireRequest request, CancellationToken stopping, string? symbol = null) =>
        Read(await line.AskAsync(request, stopping), endpoint, symbol);

    /// <summary>Places an order once.</summary>
    public async ValueTask<PlacementAnswer> PlaceAsync(string endpoint, DurableOrder order, Func<Stamp, WireRequest> sign, CancellationToken stopping)
    {
        try
        {
            return (await SendAsync(endpoint, sign, order.Intent.IsReduceOnly ? Urgency.Most : Urgency.Other, stopping, order.MayLeave)).ToPlacement();
        }
        catch (VenueException notSent)
        {
            return new PlacementAnswer.Failed(notSent.Fault);
        }
    }

    /// <summary>Cancels once: null when the venue took it.</summary>
    public async ValueTask<VenueFault?> CancelAsync(string endpoint, Func<Stamp, WireRequest> sign, CancellationToken stopping)
    {
        try
        {
            return (await SendAsync(endpoint, sign, Urgency.Most, stopping)).Fault;
        }
        catch (VenueException notSent)
        {
            return notSent.Fault;
        }
    }

    /// <summary>What a reply tells, and the fault it stands for.</summary>
    public Answer Read(LineReply reply, string endpoint, string? symbol)
    {
        var answer = new Answer(reply.Body, endpoint);
        if (reply.Fault is null && Tells(answer, endpoint, symbol) && reply.IsSuccess && answer.Said is null) return answer;
        var fault = reply.Fault ?? FaultOf(reply, answer);
        answer.Fault = refine?.Invoke(fault) ?? fault;
        return answer;
    }

    private bool Tells(Answer answer, string endpoint, string? symbol)
    {
        try
        {
            lock (_gate) reader.Read(answer.Body.Span, new PayloadHint(endpoint, symbol), answer);
            return answer.Unknown is null;
        }
        catch (WireFormatException garbled) // whatever stands between us and the venue may answer in its own words; told as garbled, or by the status
        {
            answer.Unrecognized(garbled.Message);
            return false;
        }
    }

    private static VenueFault FaultOf(LineReply reply, Answer answer)
    {
        if (!reply.IsSuccess) return reply.FaultOf(answer.Said?.Kind, answer.Said?.Code, answer.Said?.Message);
        return answer.Said is { } said ? new VenueFault(said.Kind, said.Code ?? "REFUSED", LineReply.Sentence(said.Message), reply.RetryAfter) : LineReply.Unreadable(answer.Unknown ?? "nobody knows what it says");
    }
}
