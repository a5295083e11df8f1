using System.Collections.Concurrent;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Execution;

/// <summary>Cancels, on a way of their own: they wait for no order, and are safe to repeat, so a lost answer is simply asked for again.</summary>
internal sealed class Cancelling(IVenue venue, SessionEvents events, SentOrders sent, SessionLimits limits, SessionTools tools)
{
    private readonly Backoff _backoff = new(limits.RetryFirst, limits.RetryMax, tools.Jitter);
    private readonly ConcurrentDictionary<(string Ours, string Theirs), byte> _underWay = new(); // bounded by what can be cancelled: each order once

    /// <summary>Asks to cancel an order until the venue takes the request, refuses it, or the order has ended. Asked for twice at a time it is done once.</summary>
    public async Task CancelAsync(OrderReference order, CancellationToken stopping)
    {
        var key = (order.ClientOrderId.Text ?? "", order.VenueOrderId ?? "");
        sent.WantCancel(new ClientOrderId(key.Item1));
        if (!_underWay.TryAdd(key, 0)) return;
        try
        {
            for (var attempt = 1; attempt <= limits.CancelAttemptsMax && !sent.HasEnded(new ClientOrderId(key.Item1)); attempt++)
            {
                if (await venue.CancelAsync(order, stopping) is not { } fault) return;
                tools.Logger.CancelFailed(order.ToString(), venue.Id, attempt, fault.ToString());
                if (IsFinal(fault))
                {
                    if (key.Item1.Length > 0) await events.WriteAsync(new VenueEvent.CancelRefused(order.ClientOrderId, fault.ToString(), tools.Clocks.Market.GetUtcNow()), stopping);
                    return;
                }

                await Pause.ForAsync(_backoff.After(attempt, fault), tools.Clocks.Real, stopping);
            }
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    /// <summary>Asks to cancel everything on the account until the venue takes the request. Nothing of ours but the venue is needed for it.</summary>
    /// <returns>Null once it took it; the fault when it will not.</returns>
    public async Task<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await venue.CancelAllAsync(stopping) is not { } fault) return null;
            tools.Logger.CancelFailed("(all)", venue.Id, attempt, fault.ToString());
            if (IsFinal(fault)) return fault;
            await Pause.ForAsync(_backoff.After(attempt, fault), tools.Clocks.Real, stopping);
        }
    }

    private static bool IsFinal(VenueFault fault) => fault is { IsRetryable: false, IsNotPlaced: true };
}
