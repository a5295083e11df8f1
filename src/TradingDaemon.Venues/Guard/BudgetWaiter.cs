using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>One caller waiting for its part of a budget. What waits goes on in whoever ends it: order stays as served.</summary>
internal sealed class BudgetWaiter(int weight, RequestPriority priority, TimeSpan deadline)
{
    private readonly TaskCompletionSource _turn = new();

    public int Weight => weight;

    public RequestPriority Priority => priority;

    /// <summary>When waiting is over without a turn, on the budget's own clock.</summary>
    public TimeSpan Deadline => deadline;

    /// <summary>Whether the caller left.</summary>
    public bool IsOver => _turn.Task.IsCompleted;

    /// <summary>Gives the turn, or the reason why there will be none.</summary>
    public void End(VenueException? refused)
    {
        if (refused is null) _turn.TrySetResult();
        else _turn.TrySetException(refused);
    }

    /// <summary>Waits until the end. Throws <see cref="NotSentException"/> when the caller leaves before it.</summary>
    /// <param name="unsent">What to say of it then.</param>
    /// <param name="stopping">The caller leaves.</param>
    public async Task WaitAsync(Func<VenueFault> unsent, CancellationToken stopping)
    {
        await using var leaving = stopping.Register(() => _turn.TrySetCanceled(stopping));
        try
        {
            await _turn.Task;
        }
        catch (OperationCanceledException)
        {
            throw new NotSentException(unsent(), stopping);
        }
    }
}
