namespace TradingDaemon.Execution.Requests;

/// <summary>A wait whose end, by time or by cancellation, goes on where it happens. A cancelled <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> goes on elsewhere, which no run on one thread could repeat.</summary>
internal static class Pause
{
    /// <summary>Waits; throws <see cref="OperationCanceledException"/> when cancelled.</summary>
    public static Task ForAsync(TimeSpan span, TimeProvider clock, CancellationToken stopping) => UntilAsync(new TaskCompletionSource(), span, clock, stopping);

    /// <summary>Waits until <paramref name="over"/> is set by somebody, at most <paramref name="longest"/>.</summary>
    public static async Task UntilAsync(TaskCompletionSource over, TimeSpan longest, TimeProvider clock, CancellationToken stopping)
    {
        using var timer = clock.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, longest, Timeout.InfiniteTimeSpan);
        using var stop = stopping.UnsafeRegister(static (over, token) => ((TaskCompletionSource)over!).TrySetCanceled(token), over);
        await over.Task;
    }
}
